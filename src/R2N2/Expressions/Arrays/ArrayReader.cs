namespace R2N2;

/// <summary>Evaluates expressions over plain arrays, a batch of instances at once: no native library, double precision.</summary>
internal sealed class ArrayReader : IReader<ArrayValue>
{
    public static ArrayReader Instance { get; } = new();

    public ArrayValue Constant(double[] values, Shape shape) => new(values, 1, shape);

    public ArrayValue Broadcast(ArrayValue scalar, Shape shape) =>
        Rows([scalar], shape, (i, parts, target) => target.Fill(parts[0].Of(i)[0]));

    public ArrayValue Add(ArrayValue left, ArrayValue right) => Elementwise(left, right, (a, b) => a + b);

    public ArrayValue Subtract(ArrayValue left, ArrayValue right) => Elementwise(left, right, (a, b) => a - b);

    public ArrayValue Multiply(ArrayValue left, ArrayValue right) => Elementwise(left, right, (a, b) => a * b);

    public ArrayValue Divide(ArrayValue left, ArrayValue right) => Elementwise(left, right, (a, b) => a / b);

    public ArrayValue Negate(ArrayValue value) => Elementwise(value, a => -a);

    public ArrayValue Abs(ArrayValue value) => Elementwise(value, Math.Abs);

    public ArrayValue Sign(ArrayValue value) => Elementwise(value, a => a > 0 ? 1 : a < 0 ? -1 : a);

    public ArrayValue Sqrt(ArrayValue value) => Elementwise(value, Math.Sqrt);

    public ArrayValue Exp(ArrayValue value) => Elementwise(value, Math.Exp);

    public ArrayValue Log(ArrayValue value) => Elementwise(value, Math.Log);

    public ArrayValue Sin(ArrayValue value) => Elementwise(value, Math.Sin);

    public ArrayValue Cos(ArrayValue value) => Elementwise(value, Math.Cos);

    public ArrayValue Tanh(ArrayValue value) => Elementwise(value, Math.Tanh);

    public ArrayValue Pow(ArrayValue value, ArrayValue exponent) => Elementwise(value, exponent, Math.Pow);

    public ArrayValue Min(ArrayValue left, ArrayValue right) => Elementwise(left, right, Math.Min);

    public ArrayValue Max(ArrayValue left, ArrayValue right) => Elementwise(left, right, Math.Max);

    public ArrayValue SelectLess(ArrayValue left, ArrayValue right, ArrayValue less, ArrayValue otherwise)
    {
        Shape shape = Widest(left, right, less, otherwise);
        return Rows([left, right, less, otherwise], shape, (i, parts, target) =>
        {
            for (int j = 0; j < target.Length; j++)
            {
                target[j] = At(parts[0], i, j) < At(parts[1], i, j) ? At(parts[2], i, j) : At(parts[3], i, j);
            }
        });
    }

    public ArrayValue MatrixVector(ArrayValue matrix, ArrayValue vector) =>
        Rows([matrix, vector], Shape.Vector(matrix.Shape[0]), (i, parts, target) =>
            Product(parts[0].Of(i), parts[1].Of(i), target, target.Length, 1));

    public ArrayValue MatrixMatrix(ArrayValue left, ArrayValue right) =>
        Rows([left, right], Shape.Matrix(left.Shape[0], right.Shape[1]), (i, parts, target) =>
            Product(parts[0].Of(i), parts[1].Of(i), target, parts[0].Shape[0], parts[1].Shape[1]));

    public ArrayValue Transpose(ArrayValue matrix) =>
        Rows([matrix], Shape.Matrix(matrix.Shape[1], matrix.Shape[0]), (i, parts, target) =>
        {
            ReadOnlySpan<double> source = parts[0].Of(i);
            (int rows, int columns) = (parts[0].Shape[0], parts[0].Shape[1]);
            for (int j = 0; j < source.Length; j++)
            {
                target[(j % columns * rows) + (j / columns)] = source[j];
            }
        });

    public ArrayValue Sum(ArrayValue value, int axis)
    {
        (int outer, int length, int inner) = Around(value.Shape, axis);
        return Rows([value], value.Shape.Without(^-axis), (i, parts, target) =>
        {
            ReadOnlySpan<double> source = parts[0].Of(i);
            target.Clear();
            for (int j = 0; j < outer * length * inner; j++)
            {
                target[(j / (length * inner) * inner) + (j % inner)] += source[j];
            }
        });
    }

    public ArrayValue Norm(ArrayValue vector, Shape shape) =>
        Rows([vector], Shape.Scalar, (i, parts, target) => target[0] = EuclideanNorm.Of(parts[0].Of(i)));

    public ArrayValue Index(ArrayValue value, int axis, int index) =>
        Slice(value, axis, index, 1) with { Shape = value.Shape.Without(^-axis) };

    public ArrayValue Slice(ArrayValue value, int axis, int start, int length)
    {
        (int outer, int available, int inner) = Around(value.Shape, axis);
        return Rows([value], value.Shape.With(^-axis, length), (i, parts, target) =>
        {
            ReadOnlySpan<double> source = parts[0].Of(i);
            for (int o = 0; o < outer; o++)
            {
                source.Slice(((o * available) + start) * inner, length * inner).CopyTo(target[(o * length * inner)..]);
            }
        });
    }

    public ArrayValue Stack(IReadOnlyList<ArrayValue> values, Shape part) =>
        Rows([.. values], Shape.Of([values.Count, .. part.Dimensions]), (i, parts, target) =>
        {
            for (int j = 0; j < parts.Length; j++)
            {
                parts[j].Of(i).CopyTo(target[(j * part.Size)..]);
            }
        });

    public ArrayValue Concat(IReadOnlyList<ArrayValue> values, IReadOnlyList<Shape> parts, int axis)
    {
        Shape joined = parts[0].With(^-axis, parts.Sum(part => part[^-axis]));
        int outer = Around(joined, axis).Outer;
        return Rows([.. values], joined, (i, sources, target) =>
        {
            int at = 0;
            for (int o = 0; o < outer; o++)
            {
                foreach (ArrayValue source in sources)
                {
                    int width = source.Size / outer;
                    source.Of(i).Slice(o * width, width).CopyTo(target[at..]);
                    at += width;
                }
            }
        });
    }

    public ArrayValue Reshape(ArrayValue value, Shape source, Shape target) => value with { Shape = target };

    private delegate void Row(int instance, ArrayValue[] parts, Span<double> target);

    private static ArrayValue Rows(ArrayValue[] parts, Shape shape, Row row)
    {
        int count = Batch(parts);
        double[] values = new double[count * shape.Size];
        for (int i = 0; i < count; i++)
        {
            row(i, parts, values.AsSpan(i * shape.Size, shape.Size));
        }

        return new ArrayValue(values, count, shape);
    }

    private static ArrayValue Elementwise(ArrayValue value, Func<double, double> map) =>
        value with { Values = Array.ConvertAll(value.Values, element => map(element)) };

    private static ArrayValue Elementwise(ArrayValue left, ArrayValue right, Func<double, double, double> map)
    {
        Shape shape = Widest(left, right);
        int count = Batch(left, right);
        double[] values = new double[count * shape.Size];
        if (left.Values.Length == values.Length && right.Values.Length == values.Length)
        {
            for (int j = 0; j < values.Length; j++)
            {
                values[j] = map(left.Values[j], right.Values[j]);
            }
        }
        else
        {
            for (int j = 0; j < values.Length; j++)
            {
                values[j] = map(At(left, j / shape.Size, j % shape.Size), At(right, j / shape.Size, j % shape.Size));
            }
        }

        return new ArrayValue(values, count, shape);
    }

    private static void Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> target, int rows, int columns)
    {
        int inner = left.Length / rows;
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += left[(r * inner) + k] * right[(k * columns) + c];
                }

                target[(r * columns) + c] = sum;
            }
        }
    }

    // The lengths before, at and behind an axis counted from the end.
    private static (int Outer, int Length, int Inner) Around(Shape shape, int axis)
    {
        int at = shape.Rank + axis;
        int outer = 1;
        int inner = 1;
        for (int i = 0; i < shape.Rank; i++)
        {
            outer *= i < at ? shape[i] : 1;
            inner *= i > at ? shape[i] : 1;
        }

        return (outer, shape[at], inner);
    }

    private static double At(ArrayValue value, int instance, int element) =>
        value.Values[((value.Count == 1 ? 0 : instance) * value.Size) + (value.Size == 1 ? 0 : element)];

    private static Shape Widest(params ReadOnlySpan<ArrayValue> parts)
    {
        Shape widest = Shape.Scalar;
        foreach (ArrayValue part in parts)
        {
            widest = part.Shape.Rank > widest.Rank ? part.Shape : widest;
        }

        return widest;
    }

    // A value of one instance is shared by all, unless there is only that one instance.
    private static int Batch(params ReadOnlySpan<ArrayValue> parts)
    {
        int count = 1;
        foreach (ArrayValue part in parts)
        {
            count = part.Count == 1 ? count : part.Count;
        }

        return count;
    }
}
