namespace R2N2.MLNet;

/// <summary>The columns that training reads besides a solver's inputs. The trainer knows them by names that no input has.</summary>
/// <param name="inputs">The solver's inputs.</param>
internal sealed class LabelColumns(IReadOnlyList<SolverInput> inputs)
{
    private readonly List<SolverInput> _labels = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<SolverInput> All => _labels;

    /// <summary>Adds a column, if there is one.</summary>
    /// <param name="column">Its name in the data, or null.</param>
    /// <param name="size">How many numbers it holds for every row.</param>
    /// <param name="role">What they are, in words.</param>
    /// <returns>Its name for the trainer.</returns>
    /// <exception cref="ArgumentException">The column is an input, too.</exception>
    public string? Add(string? column, int size, string role)
    {
        if (column is null)
        {
            return null;
        }

        if (inputs.FirstOrDefault(input => input.Columns.Contains(column)) is { } input)
        {
            throw new ArgumentException(
                $"The column '{column}' is to hold {role}, and is read as the input '{input.Parameter.Name}', too; a label is no input. "
                + "Name another column.");
        }

        SolverInput? known = _labels.FirstOrDefault(label => label.Columns[0] == column && label.Parameter.Shape.Size == size);
        if (known is not null)
        {
            return known.Parameter.Name;
        }

        string name = column;
        while (inputs.Concat(_labels).Any(taken => taken.Parameter.Name == name))
        {
            name += "*";
        }

        _labels.Add(new SolverInput(new Parameter(name, size), [column], role));
        return name;
    }
}
