using R2N2.Reference;

namespace R2N2.Tests.Engines;

/// <summary>An engine around one reader; it only says how numbers enter and leave.</summary>
internal abstract class ReaderEngine<T> : IEngine
    where T : class
{
    public NDArray[] Evaluate(RecordedFunction function, IReadOnlyList<NDArray> inputs) =>
        Run([.. Shapes(function)], inputs, (reader, values) => function.Evaluate(reader, values));

    public NDArray[][] Differentiate(RecordedFunction function, IReadOnlyList<NDArray> inputs, IReadOnlyList<NDArray?[]> directions) =>
        Along(function, inputs, directions, [], (reader, all, moving) =>
        {
            Dual<T>[] duals = [.. inputs.Select((_, i) => new Dual<T>(all[i], moving.First[i]))];
            Dual<T>[] results = function.Evaluate(new DualReader<T>(reader), duals);
            return [.. results.Select((result, i) => result.Tangent ?? Zero(reader, function.Outputs[i].Shape))];
        });

    public NDArray[][] DifferentiateTwice(
        RecordedFunction function,
        IReadOnlyList<NDArray> inputs,
        IReadOnlyList<NDArray?[]> directions,
        IReadOnlyList<NDArray?> alongNext) =>
        Along(function, inputs, directions, alongNext, (reader, all, moving) =>
        {
            Dual<Dual<T>>[] duals = [.. inputs.Select((_, i) =>
                new Dual<Dual<T>>(new(all[i], moving.First[i]), moving.Next[i] is { } next ? new(next) : null))];
            Dual<Dual<T>>[] results = function.Evaluate(new DualReader<Dual<T>>(new DualReader<T>(reader)), duals);
            return [.. results.Select((result, i) => result.Tangent?.Tangent ?? Zero(reader, function.Outputs[i].Shape))];
        });

    public NDArray[][] Expand(RecordedFunction function, IReadOnlyList<NDArray> inputs, IReadOnlyList<NDArray?[]> directions, int degree) =>
        Along(function, inputs, directions, [], (reader, all, moving) =>
        {
            Jet<T>[] jets = [.. inputs.Select((_, i) => new Jet<T>(all[i], moving.First[i]))];
            Jet<T> result = function.Evaluate(new JetReader<T>(reader, degree), jets)[0];
            return [.. Enumerable.Range(0, degree + 1).Select(k => result.At(k) ?? Zero(reader, function.Outputs[0].Shape))];
        });

    /// <summary>Makes tensors of numbers, hands them to a program together with the reader, makes numbers of its results.</summary>
    protected abstract NDArray[] Run(
        IReadOnlyList<Shape> shapes, IReadOnlyList<NDArray> values, Func<IReader<T>, T[], T[]> program);

    private static IEnumerable<Shape> Shapes(RecordedFunction function) => function.Inputs.Select(input => input.Shape);

    // The results along each direction; what several of them share is handed over once.
    private NDArray[][] Along(
        RecordedFunction function,
        IReadOnlyList<NDArray> inputs,
        IReadOnlyList<NDArray?[]> directions,
        IReadOnlyList<NDArray?> alongNext,
        Func<IReader<T>, T[], (T?[] First, T?[] Next), T[]> program)
    {
        (NDArray Array, int Input)[] moving = [.. directions.Append(alongNext).SelectMany(Moving).Distinct()];
        Shape[] shapes = [.. Shapes(function), .. moving.Select(move => function.Inputs[move.Input].Shape)];
        int size = 0;
        NDArray[] results = Run(shapes, [.. inputs, .. moving.Select(move => move.Array)], (reader, all) =>
        {
            T?[] Of(IReadOnlyList<NDArray?> along)
            {
                T?[] moved = new T?[inputs.Count];
                foreach ((NDArray Array, int Input) move in Moving(along))
                {
                    moved[move.Input] = all[inputs.Count + Array.IndexOf(moving, move)];
                }

                return moved;
            }

            T[][] each = [.. directions.Select(along => program(reader, all, (Of(along), Of(alongNext))))];
            size = each[0].Length;
            return [.. each.SelectMany(result => result)];
        });
        return [.. results.Chunk(size)];
    }

    private static IEnumerable<(NDArray Array, int Input)> Moving(IReadOnlyList<NDArray?> along) =>
        along.Select((array, i) => (array, i)).Where(move => move.array is not null).Select(move => (move.array!, move.i));

    private static T Zero(IReader<T> reader, Shape shape) => reader.Constant(new double[shape.Size], shape);
}
