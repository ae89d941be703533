namespace R2N2;

/// <summary>Which coefficients an outer iteration has, written once as expressions: of its number, or of an instance's parameters.</summary>
internal sealed class IterationTables
{
    private readonly RecordedFunction? _kept;
    private readonly RecordedFunction? _chosen;

    /// <summary>Records them.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="superstructure">The structure.</param>
    /// <exception cref="ArgumentException">The features do not suit the family.</exception>
    public IterationTables(EquationFamily family, Superstructure superstructure)
    {
        TableModule module = superstructure.Tables;
        Expression number = Expression.Input("number", Shape.Scalar);
        Expression[] parameters = family.RecordParameters();
        Expression[] numbers = CoefficientTable.Record(CoefficientTable.AllNames(superstructure));
        RecordedFunction Record(params IEnumerable<Expression> inputs) => new(
            $"{family.Name} coefficients", [.. inputs, .. numbers], module.Table(number, parameters, [.. numbers.Chunk(superstructure.TableSize)]))
        {
            Scope = "coefficients",
        };

        _kept = module.ChangesByInstance ? Record(parameters) : null;
        _chosen = module.ChangesByIteration ? Record(number) : null;
        KeptNames = module.ChangesByInstance ? [.. CoefficientTable.Names(superstructure)] : [];
    }

    /// <summary>What an instance keeps from its beginning to its end.</summary>
    public IReadOnlyList<string> KeptNames { get; }

    /// <summary>The same by any engine: the coefficients of an instance, or nothing where they are not its own.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="parameters">The family's parameters, in order.</param>
    /// <param name="numbers">All coefficients, table by table.</param>
    public T[] Keep<T>(IReader<T> reader, IReadOnlyList<T> parameters, IReadOnlyList<T> numbers)
        where T : class => _kept?.Evaluate(reader, [.. parameters, .. numbers]) ?? [];

    /// <summary>θ of an outer iteration, row by row.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="number">Asked for the number of outer iterations before it, where that matters.</param>
    /// <param name="kept">What <see cref="Keep"/> returned.</param>
    /// <param name="numbers">All coefficients, table by table.</param>
    public IReadOnlyList<T> Theta<T>(IReader<T> reader, Func<T> number, IReadOnlyList<T> kept, IReadOnlyList<T> numbers)
        where T : class =>
        _kept is not null ? kept : _chosen is not null ? _chosen.Evaluate(reader, [number(), .. numbers]) : numbers;
}
