namespace R2N2;

/// <content>Functions, each by a differential equation that it solves: c' = h a' with its slope h, or h c' = a' with its inverse's.</content>
internal sealed partial class JetReader<T>
{
    /// <inheritdoc/>
    public Jet<T> Exp(Jet<T> value) => Series(inner.Exp(value.Value), [value], (c, k) => Along(value, c, k));

    /// <inheritdoc/>
    public Jet<T> Expm1(Jet<T> value) => BySlope(inner.Expm1(value.Value), value, () => Lower.Exp(value));

    /// <inheritdoc/>
    public Jet<T> Log(Jet<T> value) => ByInverse(inner.Log(value.Value), value, () => value);

    /// <inheritdoc/>
    public Jet<T> Log1p(Jet<T> value) => ByInverse(inner.Log1p(value.Value), value, () => Add(Number(1), value));

    /// <inheritdoc/>
    public Jet<T> Sin(Jet<T> value) => IsStill(value) ? new(inner.Sin(value.Value)) : Circular(value).Sin;

    /// <inheritdoc/>
    public Jet<T> Cos(Jet<T> value) => IsStill(value) ? new(inner.Cos(value.Value)) : Circular(value).Cos;

    /// <inheritdoc/>
    public Jet<T> Tanh(Jet<T> value)
    {
        // c' = (1 - c²) a'
        T?[] slope = new T?[order + 1];
        return Series(inner.Tanh(value.Value), [value], (c, k) =>
        {
            T? square = Convolution(c, c, k - 1, 0, k - 1);
            slope[k - 1] = k == 1 ? inner.Subtract(Scalar(1), square!) : Minus(null, square);
            return Along(value, j => slope[j], k);
        });
    }

    /// <inheritdoc/>
    public Jet<T> Atan(Jet<T> value) => ByInverse(inner.Atan(value.Value), value, () => Add(Number(1), Multiply(value, value)));

    /// <inheritdoc/>
    public Jet<T> Erf(Jet<T> value) => BySlope(inner.Erf(value.Value), value, () => Lower.Bell(2 / Math.Sqrt(Math.PI), -1, value));

    /// <inheritdoc/>
    public Jet<T> NormalCdf(Jet<T> value) =>
        BySlope(inner.NormalCdf(value.Value), value, () => Lower.Bell(1 / FunctionSeries.RootOfTwoPi, -0.5, value));

    /// <inheritdoc/>
    public Jet<T> Sqrt(Jet<T> value)
    {
        // c² = a
        T root = inner.Sqrt(value.Value);
        return Series(root, [value], (c, k) => AlongRoot(
            Minus(value.At(k), Convolution(c, c, k, 1, k - 1)), value.At(1), root, () => inner.Divide(Scalar(0.5), root)));
    }

    /// <inheritdoc/>
    public Jet<T> Cbrt(Jet<T> value)
    {
        // 3 c² c' = a'
        T root = inner.Cbrt(value.Value);
        T?[] squares = new T?[order + 1];
        squares[0] = inner.Multiply(root, root);
        return Series(root, [value], (c, k) =>
        {
            squares[k - 1] ??= Convolution(c, c, k - 1, 0, k - 1);
            return AlongRoot(
                Minus(value.At(k), Times(3, Integral(c, j => squares[j], k, k - 1))),
                value.At(1),
                squares[0]!,
                () => inner.Divide(Scalar(1), inner.Multiply(Scalar(3), squares[0]!)));
        });
    }

    /// <inheritdoc/>
    public Jet<T> Pow(Jet<T> value, Jet<T> exponent)
    {
        // c = a^r: c' = r a^(r-1) a' + c ln a r'. Not by a c' = r c a', which divides by a, and knows no power at 0.
        T power = inner.Pow(value.Value, exponent.Value);
        if (IsStill(value, exponent))
        {
            return new(power);
        }

        Jet<T>? slope = value.Degree == 0 ? null : Lower.Multiply(exponent, Lower.Pow(value, Subtract(exponent, Number(1))));
        Jet<T>? logarithm = exponent.Degree == 0 ? null : Lower.Log(value);
        return Series(power, [value, exponent], (c, k) => Plus(
            slope is null ? null : Along(value, slope.At, k),
            logarithm is null ? null : Along(exponent, j => Convolution(logarithm.At, c, j, 0, j), k)));
    }

    /// <inheritdoc/>
    public Jet<T> Norm(Jet<T> vector, Shape shape)
    {
        T norm = inner.Norm(vector.Value, shape);
        if (IsStill(vector))
        {
            return new(norm);
        }

        // c² = Σ a², all of it divided by c_0. The zero vector has no direction; a division by infinity makes all of it 0.
        T length = inner.SelectLess(Scalar(0), norm, norm, Scalar(double.PositiveInfinity));
        T lengths = inner.Broadcast(length, shape);
        Jet<T> direction = Linear(vector, x => inner.Divide(x, lengths));
        return Series(norm, [vector], (c, k) =>
        {
            T? along = Plus(Times(vector.At(k), direction.Value), Times(0.5, Convolution(direction.At, vector.At, k, 1, k - 1)));
            T? squares = Times(0.5, Convolution(c, c, k, 1, k - 1));
            return Minus(along is null ? null : inner.Sum(along, -1), Quotient(squares, length));
        });
    }

    private Jet<T> BySlope(T value, Jet<T> operand, Func<Jet<T>> slope)
    {
        if (IsStill(operand))
        {
            return new(value);
        }

        Jet<T> h = slope();
        return Series(value, [operand], (_, k) => Along(operand, h.At, k));
    }

    private Jet<T> ByInverse(T value, Jet<T> operand, Func<Jet<T>> inverse)
    {
        if (IsStill(operand))
        {
            return new(value);
        }

        Jet<T> h = inverse();
        return Series(value, [operand], (c, k) => Quotient(Minus(operand.At(k), Integral(c, h.At, k, k - 1)), h.Value));
    }

    private (Jet<T> Sin, Jet<T> Cos) Circular(Jet<T> value)
    {
        T?[] sin = new T?[order + 1], cos = new T?[order + 1];
        (sin[0], cos[0]) = (inner.Sin(value.Value), inner.Cos(value.Value));
        for (int k = 1; k <= order; k++)
        {
            sin[k] = Along(value, j => cos[j], k);
            cos[k] = Minus(null, Along(value, j => sin[j], k));
        }

        return (new(sin), new(cos));
    }

    // factor e^(curvature a²)
    private Jet<T> Bell(double factor, double curvature, Jet<T> value) =>
        Multiply(Number(factor), Exp(Multiply(Number(curvature), Multiply(value, value))));

    // The k-th coefficient of ∫ h a' dt.
    private T? Along(Jet<T> value, Func<int, T?> slope, int k) => Integral(value.At, slope, k, k);

    // The same of the terms with a_1 … a_last: Σ i a_i h_{k-i} / k.
    private T? Integral(Func<int, T?> a, Func<int, T?> h, int k, int last)
    {
        T? sum = null;
        for (int i = 1; i <= last; i++)
        {
            sum = Plus(sum, a(i) is { } moving ? Times((double)i / k, Times(moving, h(k - i))) : null);
        }

        return sum;
    }

    private T? Convolution(Func<int, T?> a, Func<int, T?> b, int k, int from, int to) => Convolution(a, b, k, from, to, inner.Multiply);

    // Where a root and the motion of what it is taken of are 0, as in √(Σ x²) at 0, the product with the infinite slope would be NaN. The
    // sum keeps every other NaN.
    private T? AlongRoot(T? coefficient, T? tangent, T size, Func<T> slope)
    {
        if (coefficient is null)
        {
            return null;
        }

        T moving = inner.Multiply(coefficient, slope());
        T standing = inner.Multiply(inner.Add(coefficient, size), Scalar(0));
        return inner.SelectLess(Scalar(0), tangent is null ? size : inner.Max(size, inner.Abs(tangent)), moving, standing);
    }

    private Jet<T> Number(double value) => new(Scalar(value));
}
