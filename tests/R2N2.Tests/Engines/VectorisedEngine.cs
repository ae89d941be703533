using R2N2.Reference;
using R2N2.Vectorised;

namespace R2N2.Tests.Engines;

/// <summary>Plans over lanes: every instance alone, and all of them together, interpreted and compiled, must have the same bits.</summary>
internal sealed class VectorisedEngine : ReaderEngine<Expression>
{
    protected override NDArray[] Run(
        IReadOnlyList<Shape> shapes, IReadOnlyList<NDArray> values, Func<IReader<Expression>, Expression[], Expression[]> program)
    {
        Expression[] inputs = [.. shapes.Select((shape, i) => Expression.Input($"input {i}", shape))];
        Expression[] outputs = program(ExpressionReader.Instance, inputs);
        LaneScheme scheme = LaneScheme.Once(new RecordedFunction("function", inputs, outputs));
        NDArray[] aligned = NDArray.AlignBatch(values, [.. shapes.Select(shape => shape.Rank)]);
        int[] batch = values.Count == 0 ? [] : aligned[0].Lengths[..^shapes[0].Rank];
        int count = NDArray.SizeOf(batch);
        LaneEngine<double> engine = new(scheme);
        double[][] together = Evaluate(engine, aligned, outputs, count, 0, count);
        AssertEqualAlone();
        engine.Compile();
        double[][] compiled = Evaluate(engine, aligned, outputs, count, 0, count);
        Assert.All(together.Zip(compiled), pair => Assert.Equal(Bits(pair.First), Bits(pair.Second)));
        AssertEqualAlone();
        return [.. outputs.Select((output, k) => new NDArray([.. batch, .. output.Shape.Dimensions], together[k]))];

        void AssertEqualAlone()
        {
            for (int i = 0; i < count; i++)
            {
                double[][] alone = Evaluate(engine, aligned, outputs, count, i, 1);
                for (int k = 0; k < outputs.Length; k++)
                {
                    int size = outputs[k].Shape.Size;
                    Assert.Equal(Bits(alone[k].AsSpan(i * size, size)), Bits(together[k].AsSpan(i * size, size)));
                }
            }
        }
    }

    private static long[] Bits(ReadOnlySpan<double> values)
    {
        long[] bits = new long[values.Length];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = double.IsNaN(values[i]) ? -1 : BitConverter.DoubleToInt64Bits(values[i]);
        }

        return bits;
    }

    private static double[][] Evaluate(LaneEngine<double> engine, NDArray[] inputs, Expression[] outputs, int all, int first, int count)
    {
        double[][] results = [.. outputs.Select(output => new double[all * output.Shape.Size])];
        engine.Run(
            (job, _) =>
            {
                job.Inputs = [.. inputs.Select(input => (ReadOnlyMemory<double>)input.Values)];
                job.Numbers = [.. results.Select(result => (Memory<double>)result)];
                job.First = first;
                job.Count = count;
            },
            0,
            threads: 1);
        return results;
    }
}
