namespace R2N2.Reference;

/// <summary>The reader the tests bring along: loops over doubles, no engine behind it.</summary>
internal sealed class PlainReader : IReader<NDArray>
{
    public NDArray Constant(double[] values, Shape shape) => new(shape.Dimensions.ToArray(), values);

    public NDArray Broadcast(NDArray scalar, Shape shape) =>
        new NDArray([.. scalar.Lengths, .. Enumerable.Repeat(1, shape.Rank)], scalar.Values)
            .Expand([.. scalar.Lengths, .. shape.Dimensions]);

    public NDArray Add(NDArray left, NDArray right) => Map(left, right, (a, b) => a + b);

    public NDArray Subtract(NDArray left, NDArray right) => Map(left, right, (a, b) => a - b);

    public NDArray Multiply(NDArray left, NDArray right) => Map(left, right, (a, b) => a * b);

    public NDArray Divide(NDArray left, NDArray right) => Map(left, right, (a, b) => a / b);

    public NDArray Negate(NDArray value) => Map(value, a => -a);

    public NDArray Abs(NDArray value) => Map(value, a => Math.Abs(a));

    public NDArray Sign(NDArray value) => Map(value, a => a > 0 ? 1 : a < 0 ? -1 : a);

    public NDArray Sqrt(NDArray value) => Map(value, a => Math.Sqrt(a));

    public NDArray Exp(NDArray value) => Map(value, a => Math.Exp(a));

    public NDArray Log(NDArray value) => Map(value, a => Math.Log(a));

    public NDArray Sin(NDArray value) => Map(value, a => Math.Sin(a));

    public NDArray Cos(NDArray value) => Map(value, a => Math.Cos(a));

    public NDArray Tanh(NDArray value) => Map(value, a => Math.Tanh(a));

    public NDArray Atan(NDArray value) => Map(value, a => Math.Atan(a));

    public NDArray Cbrt(NDArray value) => Map(value, a => Math.Cbrt(a));

    public NDArray Log1p(NDArray value) => Map(value, PlainFunctions.Log1p);

    public NDArray Expm1(NDArray value) => Map(value, PlainFunctions.Expm1);

    public NDArray Erf(NDArray value) => Map(value, PlainFunctions.Erf);

    public NDArray NormalCdf(NDArray value) => Map(value, PlainFunctions.NormalCdf);

    public NDArray Pow(NDArray value, NDArray exponent) => Map(value, exponent, (a, b) => Math.Pow(a, b));

    public NDArray Min(NDArray left, NDArray right) => Map(left, right, (a, b) => Math.Min(a, b));

    public NDArray Max(NDArray left, NDArray right) => Map(left, right, (a, b) => Math.Max(a, b));

    public NDArray SelectLess(NDArray left, NDArray right, NDArray less, NDArray otherwise)
    {
        NDArray[] aligned = NDArray.Align(left, right, less, otherwise);
        var chosen = new double[aligned[0].Values.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = aligned[aligned[0].Values[i] < aligned[1].Values[i] ? 2 : 3].Values[i];
        }

        return new NDArray(aligned[0].Lengths, chosen);
    }

    public NDArray MatrixVector(NDArray matrix, NDArray vector)
    {
        NDArray column = new([.. vector.Lengths, 1], vector.Values);
        NDArray product = MatrixMatrix(matrix, column);
        return new NDArray(product.Lengths[..^1], product.Values);
    }

    public NDArray MatrixMatrix(NDArray left, NDArray right)
    {
        NDArray[] aligned = NDArray.AlignBatch([left, right], [2, 2]);
        (int rows, int inner, int columns) = (left.Lengths[^2], left.Lengths[^1], right.Lengths[^1]);
        int[] lengths = [.. aligned[0].Lengths[..^2], rows, columns];
        var product = new double[NDArray.SizeOf(lengths)];
        for (int at = 0; at < product.Length; at++)
        {
            (int batch, int row, int column) = (at / (rows * columns), at / columns % rows, at % columns);
            for (int k = 0; k < inner; k++)
            {
                product[at] += aligned[0].Values[(((batch * rows) + row) * inner) + k]
                    * aligned[1].Values[(((batch * inner) + k) * columns) + column];
            }
        }

        return new NDArray(lengths, product);
    }

    public NDArray SparseProduct(SparseMatrix matrix, NDArray vector) => Along(vector, -1, matrix.Rows, line =>
    {
        var product = new double[matrix.Rows];
        for (int row = 0; row < product.Length; row++)
        {
            for (int at = matrix.Elements.Starts[row]; at < matrix.Elements.Starts[row + 1]; at++)
            {
                product[row] += matrix.Elements.Values[at] * line[matrix.Elements.Columns[at]];
            }
        }

        return product;
    });

    public NDArray Solve(NDArray matrix, NDArray right, Shape shape)
    {
        NDArray[] aligned = NDArray.AlignBatch([matrix, right], [2, shape.Rank]);
        int m = matrix.Lengths[^1];
        IEnumerable<double[]> solutions = aligned[0].Values.Chunk(m * m).Zip(aligned[1].Values.Chunk(shape.Size), PlainElimination.Solve);
        return new NDArray(aligned[1].Lengths, [.. solutions.SelectMany(solution => solution)]);
    }

    public NDArray Transpose(NDArray matrix)
    {
        (int rows, int columns) = (matrix.Lengths[^2], matrix.Lengths[^1]);
        var transposed = new double[matrix.Values.Length];
        for (int at = 0; at < transposed.Length; at++)
        {
            (int batch, int row, int column) = (at / (rows * columns), at / columns % rows, at % columns);
            transposed[(((batch * columns) + column) * rows) + row] = matrix.Values[at];
        }

        return new NDArray([.. matrix.Lengths[..^2], columns, rows], transposed);
    }

    public NDArray Sum(NDArray value, int axis) => Along(value, axis, 0, line => [line.Sum()]);

    public NDArray Norm(NDArray vector, Shape shape) => Along(vector, -1, 0, line => [Norm(line)]);

    public NDArray Index(NDArray value, int axis, int index) => Along(value, axis, 0, line => [line[index]]);

    public NDArray Slice(NDArray value, int axis, int start, int length) =>
        Along(value, axis, length, line => line[start..(start + length)]);

    public NDArray Stack(IReadOnlyList<NDArray> values, Shape part)
    {
        NDArray[] separate = [.. values.Select(value =>
        {
            int batch = value.Rank - part.Rank;
            return new NDArray([.. value.Lengths[..batch], 1, .. value.Lengths[batch..]], value.Values);
        })];
        return Join(separate, part.Rank + 1, -part.Rank - 1);
    }

    public NDArray Concat(IReadOnlyList<NDArray> values, IReadOnlyList<Shape> parts, int axis) =>
        Join(values, parts[0].Rank, axis);

    public NDArray Reshape(NDArray value, Shape source, Shape target) =>
        new([.. value.Lengths[..^source.Rank], .. target.Dimensions], value.Values);

    // One hypotenuse after the other; that of infinity and NaN alone is infinite by IEEE rules.
    private static double Norm(double[] line) =>
        line.Any(double.IsNaN) ? double.NaN : line.Aggregate(0.0, double.Hypot);

    private static NDArray Map(NDArray value, Func<double, double> function) =>
        new(value.Lengths, Array.ConvertAll(value.Values, element => function(element)));

    private static NDArray Map(NDArray left, NDArray right, Func<double, double, double> function)
    {
        NDArray[] aligned = NDArray.Align(left, right);
        var mapped = new double[aligned[0].Values.Length];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = function(aligned[0].Values[i], aligned[1].Values[i]);
        }

        return new NDArray(aligned[0].Lengths, mapped);
    }

    // Every line of numbers along one axis becomes another line; a new length of 0 removes the axis.
    private static NDArray Along(NDArray value, int axis, int length, Func<double[], double[]> map)
    {
        int at = value.Rank + axis;
        int[] lengths = length == 0
            ? [.. value.Lengths[..at], .. value.Lengths[(at + 1)..]]
            : [.. value.Lengths[..at], length, .. value.Lengths[(at + 1)..]];
        int inner = NDArray.SizeOf(value.Lengths[(at + 1)..]);
        int old = value.Lengths[at], kept = Math.Max(length, 1);
        var result = new double[NDArray.SizeOf(lengths)];
        for (int line = 0; line < value.Values.Length / old; line++)
        {
            (int outer, int offset) = (line / inner, line % inner);
            double[] mapped = map([.. Enumerable.Range(0, old).Select(i => value.Values[(((outer * old) + i) * inner) + offset])]);
            for (int i = 0; i < kept; i++)
            {
                result[(((outer * kept) + i) * inner) + offset] = mapped[i];
            }
        }

        return new NDArray(lengths, result);
    }

    private static NDArray Join(IReadOnlyList<NDArray> values, int rank, int axis)
    {
        NDArray[] aligned = NDArray.AlignBatch(values, [.. values.Select(_ => rank)]);
        int at = aligned[0].Rank + axis;
        int[] lengths = [.. aligned[0].Lengths];
        lengths[at] = aligned.Sum(part => part.Lengths[at]);
        List<double> joined = [];
        for (int outer = 0; outer < NDArray.SizeOf(lengths[..at]); outer++)
        {
            foreach (NDArray part in aligned)
            {
                int run = NDArray.SizeOf(part.Lengths[at..]);
                joined.AddRange(part.Values.AsSpan(outer * run, run));
            }
        }

        return new NDArray(lengths, [.. joined]);
    }
}
