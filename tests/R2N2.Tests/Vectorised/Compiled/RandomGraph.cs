namespace R2N2.Tests.Vectorised.Compiled;

/// <summary>Functions of arithmetic at random: vectors, scalars, parts of vectors, constants, and sums in between.</summary>
internal sealed class RandomGraph(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Expression> _vectors = [];
    private readonly List<Expression> _scalars = [];

    /// <summary>A function.</summary>
    public RecordedFunction Build()
    {
        int size = _random.Next(2, 20);
        Expression[] inputs =
        [
            Expression.Input("x", Shape.Vector(size)), Expression.Input("y", Shape.Vector(size)), Expression.Input("s", Shape.Scalar),
        ];
        _vectors.AddRange(inputs[..2]);
        _vectors.Add(Enumerable.Range(0, size).Select(_ => _random.NextDouble() - 0.4).ToArray());
        _scalars.AddRange([inputs[2], inputs[0][1], 0.5, -1.25]);
        for (int i = 0; i < 40; i++)
        {
            if (_random.Next(3) == 0)
            {
                _scalars.Add(Operation(_scalars));
                continue;
            }

            _vectors.Add(_random.Next(8) switch
            {
                0 => Expression.Concat(Operation(_vectors)[..(size / 2)], Any(_vectors)[(size / 2)..] * Any(_scalars)),
                1 => Any(_vectors) + (Any(_scalars) * Any(_vectors)) + (Any(_scalars) * Any(_vectors)),
                2 => Expression.SelectLess(Any(_scalars), Any(_scalars), Any(_vectors), Any(_vectors)),
                _ => Operation(_vectors),
            });
            if (_random.Next(6) == 0)
            {
                _scalars.Add(Expression.Sum(_vectors[^1], 0));
            }
        }

        return new RecordedFunction("graph", inputs, [.. _vectors[^5..], .. _scalars[^5..]]);
    }

    private Expression Any(List<Expression> among) => among[Math.Max(_random.Next(among.Count), _random.Next(among.Count))];

    // On the values of one kind, or on one of them and a scalar.
    private Expression Operation(List<Expression> among)
    {
        (Expression a, Expression b) = (Any(among), _random.Next(3) == 0 ? Any(_scalars) : Any(among));
        (a, b) = _random.Next(2) == 0 ? (a, b) : (b, a);
        Expression c = Any(among);
        return _random.Next(12) switch
        {
            0 => -c,
            1 => Expression.Abs(c),
            2 => Expression.Sign(c),
            3 => Expression.Sqrt(Expression.Abs(c)),
            4 => (a / b) + c,
            5 => c - (a / b),
            6 => Expression.Min(a, b) * c,
            7 => Expression.Max(a, c) - b,
            8 => (a * c) - b,
            9 => b - (a * c),
            10 => c / (b + a),
            _ => Expression.SelectLess(a, b, c, Any(among)),
        };
    }
}
