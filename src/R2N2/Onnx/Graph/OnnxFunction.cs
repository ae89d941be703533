using Google.Protobuf;

namespace R2N2.Onnx;

/// <summary>Exports a recorded function as it is: its inputs in, its outputs out.</summary>
internal static class OnnxFunction
{
    /// <summary>The name of an output of the model.</summary>
    /// <param name="index">Which output of the function, from 0.</param>
    public static string OutputName(int index) => $"y{index}";

    /// <summary>A model whose inputs, and outputs, all have the same batch axes.</summary>
    /// <param name="function">The function; it has at least one input.</param>
    /// <param name="batchRank">How many batch axes every input has.</param>
    /// <param name="precision">The floating-point type.</param>
    public static byte[] ToModel(RecordedFunction function, int batchRank, OnnxPrecision precision = OnnxPrecision.Float64)
    {
        var batch = BatchAxes.Of([.. Enumerable.Range(1, batchRank).Select(axis => $"N{axis}")]);
        return ToModel(function, [.. function.Inputs.Select(_ => batch)], precision);
    }

    /// <summary>A model whose inputs have batch axes of their own; each output has those of the input that has most.</summary>
    /// <param name="function">The function.</param>
    /// <param name="batches">The batch axes of each input.</param>
    /// <param name="precision">The floating-point type.</param>
    public static byte[] ToModel(RecordedFunction function, IReadOnlyList<BatchAxes> batches, OnnxPrecision precision)
    {
        OnnxBuilder builder = new(precision);
        OnnxReader reader = new(builder);
        for (int i = 0; i < function.Outputs.Count; i++)
        {
            builder.Names.Reserve(OutputName(i));
        }

        OnnxValue[] inputs = [.. function.Inputs.Select((input, i) => AddInput(builder, input, batches[i]))];
        OnnxValue[] outputs = builder.Names.Within("f", () => function.Evaluate<OnnxValue>(reader, inputs));
        OnnxValue? widest = inputs.MaxBy(input => input.Batch.Count);
        for (int i = 0; i < outputs.Length; i++)
        {
            OnnxValue output = reader.Complete(outputs[i], widest ?? outputs[i]);
            builder.AddOutput(
                output.Name, OnnxModel.Tensor(OutputName(i), builder.Constants.FloatType, output.Batch, output.Shape));
        }

        return OnnxModel.Complete(builder, function.Name, $"The function {function.Name}.").ToByteArray();
    }

    private static OnnxValue AddInput(OnnxBuilder builder, Expression input, BatchAxes batch)
    {
        builder.Names.Reserve(input.Name!);
        builder.AddInput(
            builder.Root, OnnxModel.Tensor(input.Name!, builder.Constants.FloatType, batch, input.Shape));
        return new OnnxValue(input.Name!, input.Shape, batch);
    }
}
