using static R2N2.Expression;

namespace R2N2.Tests.Vectorised.Plans;

/// <summary>
/// A function of random steps over all primitives: parts of values, stacks of parts, values used at once and again much later. Its
/// inputs are small whole numbers, so that much of it is exact; how far rounding may move the rest is added up as it is recorded.
/// </summary>
internal sealed partial class RandomFunction
{
    private const double Largest = 1L << 40;
    private const double LargestError = 1L << 20;

    private static readonly Shape[] _inputs =
        [Shape.Scalar, Shape.Vector(1), Shape.Vector(3), Shape.Vector(9), Shape.Matrix(3, 3), Shape.Matrix(2, 9), Shape.Matrix(3, 1)];

    private static readonly Func<RandomFunction, RandomValue, RandomValue?>[] _steps =
    [
        (_, a) => a with { Expression = -a.Expression },
        (_, a) => a with { Expression = Abs(a.Expression) },
        (_, a) => a.IsExact ? new(Sign(a.Expression), 1, 0) : null,
        (_, a) => new(Sqrt(1 + Abs(a.Expression)), 1 + Math.Sqrt(a.Size), a.Error + 2 + Math.Sqrt(a.Size)),
        (_, a) => new(Sin(a.Expression), 1, a.Error + 5),
        (_, a) => new(Cos(a.Expression), 1, a.Error + 5),
        (_, a) => new(Tanh(a.Expression), 1, a.Error + 5),
        (_, a) => new(Atan(a.Expression), 2, a.Error + 10),
        (_, a) => new(Erf(a.Expression), 1, (1.2 * a.Error) + 5),
        (_, a) => new(NormalCdf(a.Expression), 1, a.Error + 5),
        (_, a) => new(Log1p(Abs(a.Expression)), Math.Log(1 + a.Size), a.Error + 5 + (5 * Math.Log(1 + a.Size))),
        (_, a) => new(Expm1(Sin(a.Expression)), 2, 3 * (a.Error + 10)),
        (_, a) => new(Cbrt(1 + Abs(a.Expression)), 1 + Math.Cbrt(a.Size), a.Error + 2 + Math.Cbrt(a.Size)),
        (_, a) => new(Exp(Sin(a.Expression)), Math.E, 3 * (a.Error + 10)),
        (_, a) => new(Log(1 + Abs(a.Expression)), 1 + Math.Log(1 + a.Size), a.Error + 5 + (5 * Math.Log(1 + a.Size))),
        (_, a) => new(Pow(1 + Abs(a.Expression), 0.3), 1 + a.Size, a.Error + (6 * (1 + a.Size))),
        (f, a) => Alike(f, a, (x, b) => new(
            Pow(1 + Abs(x.Expression), Tanh(b.Expression)), 1 + x.Size, x.Error + ((1 + x.Size) * (6 + (Math.Log(1 + x.Size) * (b.Error + 5)))))),
        (f, a) => Alike(f, a, Add),
        (f, a) => Alike(f, a, Subtract),
        (f, a) => Alike(f, a, Multiply),
        (f, a) => Alike(f, a, Divide),
        (f, a) => Alike(f, a, (x, b) => Either(Min(x.Expression, b.Expression), x, b)),
        (f, a) => Alike(f, a, (x, b) => Either(Max(x.Expression, b.Expression), x, b)),
        (f, a) => Alike(f, a, (x, b) => x.IsExact && b.IsExact
            ? Alike(f, x, (c, d) => Either(SelectLess(x.Expression, b.Expression, c.Expression, d.Expression), c, d))
            : null),
        (f, a) => Alike(f, a, (x, b) => Alike(f, a, (c, d) => Add(Multiply(x, b), c))),
        (f, a) => Alike(f, a, (x, b) => Alike(f, a, (c, d) => Subtract(Multiply(x, b), c))),
        (f, a) => Alike(f, a, (x, b) => Alike(f, a, (c, d) => Subtract(c, Multiply(x, b)))),
        (f, a) => Combined(f, a),
        (f, a) => Combined(f, a),
        (f, a) => Alike(f, a, (x, b) => Alike(f, a, (c, d) => f._random.Next(2) == 0 ? Composed(f, Composed(f, x, b), c) : Composed(f, c, Composed(f, x, b)))),
        (f, a) => Scaled(f, a),
        (f, a) => ByItself(f, a),
        (f, a) => Whole(f, a),
        (f, a) => Part(f, a),
        (f, a) => Joined(f, a),
        (f, a) => Total(f, a),
        (f, a) => Norm(f, a),
        (f, a) => Product(f, a),
        (f, a) => SparseProduct(f, a),
        (f, a) => Shifted(f, a),
        (f, a) => Stencil(f, a),
        (f, a) => Stencil(f, a),
        (f, a) => Solution(f, a),
    ];

    private readonly List<RandomValue> _values = [];
    private readonly Random _random;

    /// <summary>Records a function.</summary>
    /// <param name="steps">How many steps are tried.</param>
    /// <param name="seed">Decides which.</param>
    public RandomFunction(int steps, int seed)
    {
        _random = new Random(seed);
        Expression[] inputs = [.. _inputs.Select((shape, i) => Input($"x{i}", shape))];
        _values.AddRange(inputs.Select(input => new RandomValue(input, 3, 0)));
        _values.AddRange(_inputs.Select(shape => Numbers(shape, i => i % 4)));
        _values.AddRange(_inputs.Select(shape => Numbers(shape, i => i % 7 == 2 ? -3 : 0)));
        for (int step = 0; step < steps; step++)
        {
            RandomValue? next = Pick(_steps)(this, Pick(_values));
            if (next is not null && next.Size <= Largest && next.Error <= LargestError)
            {
                _values.Add(next);
            }
        }

        Outputs = [.. _values.TakeLast(2), .. Enumerable.Range(0, 6).Select(_ => Pick(_values))];
        Function = new RecordedFunction("random", inputs, [.. Outputs.Select(output => output.Expression)]);
    }

    /// <summary>The function.</summary>
    public RecordedFunction Function { get; }

    /// <summary>The outputs, some twice, some inputs, some constants.</summary>
    public RandomValue[] Outputs { get; }

    private static RandomValue Add(RandomValue a, RandomValue b) => Rounded(a.Expression + b.Expression, a.Size + b.Size, a.Error + b.Error);

    private static RandomValue Subtract(RandomValue a, RandomValue b) => Rounded(a.Expression - b.Expression, a.Size + b.Size, a.Error + b.Error);

    private static RandomValue Multiply(RandomValue a, RandomValue b) =>
        Rounded(Hadamard(a.Expression, b.Expression), a.Size * b.Size, (a.Size * b.Error) + (b.Size * a.Error));

    private static RandomValue Divide(RandomValue a, RandomValue b) =>
        new(a.Expression / (1 + Abs(b.Expression)), a.Size, a.Error + (a.Size * (2 + b.Error)));

    private static RandomValue Numbers(Shape shape, Func<int, double> number) =>
        new(Constant([.. Enumerable.Range(0, shape.Size).Select(number)], shape), 3, 0);

    // Whole numbers are exact.
    private static RandomValue Rounded(Expression expression, double size, double error) => new(expression, size, error == 0 ? 0 : error + size);

    private static RandomValue Either(Expression expression, RandomValue a, RandomValue b) =>
        new(expression, Math.Max(a.Size, b.Size), Math.Max(a.Error, b.Error));

    private static RandomValue? Alike(RandomFunction f, RandomValue a, Func<RandomValue, RandomValue, RandomValue?> step) =>
        step(a, f.PickWhere(b => b.Shape == a.Shape)!);

    // Numbers times values, added up, and perhaps a value before.
    private static RandomValue Combined(RandomFunction f, RandomValue a)
    {
        RandomValue Term(RandomValue value)
        {
            double number = f._random.Next(-3, 4);
            return Rounded(number * value.Expression, 3 * value.Size, 3 * value.Error);
        }

        RandomValue Next() => f.PickWhere(b => b.Shape == a.Shape)!;
        RandomValue sum = Enumerable.Range(0, f._random.Next(1, 8)).Aggregate(Term(a), (all, _) => Add(all, Term(Next())));
        return f._random.Next(2) == 0 ? sum : Add(Next(), sum);
    }

    private static RandomValue Composed(RandomFunction f, RandomValue a, RandomValue b) => f._random.Next(4) switch
    {
        0 => Add(a, b),
        1 => Subtract(a, b),
        2 => Multiply(a, b),
        _ => Divide(a, b),
    };

    private static RandomValue Scaled(RandomFunction f, RandomValue a)
    {
        RandomValue scalar = f.PickWhere(b => b.Shape.Rank == 0)!;
        return f._random.Next(3) switch { 0 => Add(a, scalar), 1 => Subtract(scalar, a), _ => Multiply(a, scalar) };
    }

    // A value that nobody else reads, with an element of itself.
    private static RandomValue? ByItself(RandomFunction f, RandomValue a)
    {
        RandomValue own = a with { Expression = -a.Expression };
        Index first = f._random.Next(a.Shape.Rank == 0 ? 1 : a.Shape[0]);
        Index last = f._random.Next(a.Shape.Rank < 2 ? 1 : a.Shape[1]);
        return a.Shape.Rank == 0 ? null : Subtract(own, a with
        {
            Expression = a.Shape.Rank == 1 ? own.Expression[first] : own.Expression[first, last],
        });
    }

    private static RandomValue Whole(RandomFunction f, RandomValue a) => a with
    {
        Expression = a.Shape.Rank == 2 && f._random.Next(2) == 0 ? Transpose(a.Expression)
            : a.Shape.Size == 1 ? Reshape(a.Expression, [.. Enumerable.Repeat(1, f._random.Next(1, 3))])
            : a.Shape.Size == 9 ? Reshape(a.Expression, f._random.Next(2) == 0 ? [9] : [3, 3])
            : Reshape(a.Expression, a.Shape.Size),
    };

    private static RandomValue? Part(RandomFunction f, RandomValue a)
    {
        if (a.Shape.Rank == 0)
        {
            return null;
        }

        Index first = f._random.Next(a.Shape[0]);
        Range rows = first..(f._random.Next(first.Value, a.Shape[0]) + 1);
        Index column = f._random.Next(a.Shape[^1]);
        Range columns = column..(f._random.Next(column.Value, a.Shape[^1]) + 1);
        return a with
        {
            Expression = (a.Shape.Rank, f._random.Next(4)) switch
            {
                (1, < 2) => a.Expression[first],
                (1, _) => a.Expression[rows],
                (_, 0) => a.Expression[first],
                (_, 1) => a.Expression[rows],
                (_, 2) => a.Expression[rows, column],
                _ => a.Expression[rows, columns],
            },
        };
    }

    private static RandomValue? Joined(RandomFunction f, RandomValue a)
    {
        RandomValue[] parts = [a, .. Enumerable.Range(0, f._random.Next(1, 3)).Select(_ => f.PickWhere(b => b.Shape == a.Shape)!)];
        f._random.Shuffle(parts);
        Expression[] all = [.. parts.Select(part => part.Expression)];
        bool isStack = a.Shape.Rank < 2 && f._random.Next(2) == 0;
        int axis = f._random.Next(-Math.Max(a.Shape.Rank, 1), 0);
        return a.Shape.Rank == 0 && !isStack ? null : new(
            isStack ? Stack(all) : ExpressionReader.Instance.Concat(all, [.. all.Select(part => part.Shape)], axis),
            parts.Max(part => part.Size),
            parts.Max(part => part.Error));
    }

    private static RandomValue? Total(RandomFunction f, RandomValue a)
    {
        if (a.Shape.Rank == 0)
        {
            return null;
        }

        int axis = f._random.Next(a.Shape.Rank + 1);
        int length = axis == a.Shape.Rank ? a.Shape.Size : a.Shape[axis];
        Expression sum = axis == a.Shape.Rank ? Sum(a.Expression) : Sum(a.Expression, axis);
        return new(sum, length * a.Size, a.IsExact ? 0 : length * (a.Error + (length * a.Size)));
    }

    private static RandomValue? Norm(RandomFunction f, RandomValue a) => a.Shape.Rank != 1 ? null : new(
        Expression.Norm(a.Expression), a.Shape.Size * a.Size, a.Shape.Size * (a.Error + (2 * a.Shape.Size * a.Size)));

    private static T Pick<T>(RandomFunction f, params T[] items) => f.Pick(items);

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private RandomValue? PickWhere(Func<RandomValue, bool> condition)
    {
        RandomValue[] fitting = [.. _values.Where(condition)];
        return fitting.Length == 0 ? null : Pick(fitting);
    }
}
