using R2N2.Reference;

namespace R2N2.Tests.Engines;

/// <summary>An engine around one reader; it only says how numbers enter and leave.</summary>
internal abstract class ReaderEngine<T> : IEngine
    where T : class
{
    public NDArray[] Evaluate(RecordedFunction function, IReadOnlyList<NDArray> inputs) =>
        Run([.. Shapes(function)], inputs, (reader, values) => function.Evaluate(reader, values));

    public NDArray[] Differentiate(RecordedFunction function, IReadOnlyList<NDArray> inputs, IReadOnlyList<NDArray?> along)
    {
        int n = inputs.Count;
        int[] moving = Moving(along);
        Shape[] shapes = [.. Shapes(function), .. moving.Select(i => function.Inputs[i].Shape)];
        return Run(shapes, [.. inputs, .. moving.Select(i => along[i]!)], (reader, all) =>
        {
            Dual<T>[] duals = [.. Enumerable.Range(0, n).Select(i => new Dual<T>(all[i], At(moving, i, all, n)))];
            Dual<T>[] results = function.Evaluate(new DualReader<T>(reader), duals);
            return [.. results.Select((result, i) => result.Tangent ?? Zero(reader, function.Outputs[i].Shape))];
        });
    }

    public NDArray[] DifferentiateTwice(
        RecordedFunction function,
        IReadOnlyList<NDArray> inputs,
        IReadOnlyList<NDArray?> along,
        IReadOnlyList<NDArray?> alongNext)
    {
        int n = inputs.Count;
        int[] first = Moving(along), second = Moving(alongNext);
        Shape[] shapes = [.. Shapes(function), .. first.Concat(second).Select(i => function.Inputs[i].Shape)];
        NDArray[] values = [.. inputs, .. first.Select(i => along[i]!), .. second.Select(i => alongNext[i]!)];
        return Run(shapes, values, (reader, all) =>
        {
            Dual<Dual<T>>[] duals = [.. Enumerable.Range(0, n).Select(i =>
            {
                T? next = At(second, i, all, n + first.Length);
                return new Dual<Dual<T>>(new(all[i], At(first, i, all, n)), next is null ? null : new(next));
            })];
            Dual<Dual<T>>[] results = function.Evaluate(new DualReader<Dual<T>>(new DualReader<T>(reader)), duals);
            return [.. results.Select((result, i) => result.Tangent?.Tangent ?? Zero(reader, function.Outputs[i].Shape))];
        });
    }

    public NDArray[] Expand(RecordedFunction function, IReadOnlyList<NDArray> inputs, IReadOnlyList<NDArray?> along, int degree)
    {
        int n = inputs.Count;
        int[] moving = Moving(along);
        Shape[] shapes = [.. Shapes(function), .. moving.Select(i => function.Inputs[i].Shape)];
        return Run(shapes, [.. inputs, .. moving.Select(i => along[i]!)], (reader, all) =>
        {
            Jet<T>[] jets = [.. Enumerable.Range(0, n).Select(i => new Jet<T>(all[i], At(moving, i, all, n)))];
            Jet<T> result = function.Evaluate(new JetReader<T>(reader, degree), jets)[0];
            return [.. Enumerable.Range(0, degree + 1).Select(k => result.At(k) ?? Zero(reader, function.Outputs[0].Shape))];
        });
    }

    /// <summary>Makes tensors of numbers, hands them to a program together with the reader, makes numbers of its results.</summary>
    protected abstract NDArray[] Run(
        IReadOnlyList<Shape> shapes, IReadOnlyList<NDArray> values, Func<IReader<T>, T[], T[]> program);

    private static IEnumerable<Shape> Shapes(RecordedFunction function) => function.Inputs.Select(input => input.Shape);

    private static int[] Moving(IReadOnlyList<NDArray?> along) =>
        [.. Enumerable.Range(0, along.Count).Where(i => along[i] is not null)];

    private static T? At(int[] moving, int input, T[] all, int offset)
    {
        int at = Array.IndexOf(moving, input);
        return at < 0 ? null : all[offset + at];
    }

    private static T Zero(IReader<T> reader, Shape shape) => reader.Constant(new double[shape.Size], shape);
}
