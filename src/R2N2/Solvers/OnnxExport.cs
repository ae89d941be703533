using Google.Protobuf;
using R2N2.Onnx;

namespace R2N2;

/// <summary>Exports a network as an ONNX model: one file with f, the coefficients and the iteration, for any ONNX runtime.</summary>
/// <remarks>
/// Inputs, with a free batch axis N: the initial guess [N, m] where the family takes one per instance, and every
/// parameter [N, …] by its name. Outputs: those of <see cref="SolverOutputs"/>. <see cref="OnnxExportOptions"/> renames them,
/// puts the initial guess into the file, and asks for more outputs. Operator set 17, IR version 8.
/// </remarks>
public static class OnnxExport
{
    /// <summary>The model as bytes; the same network and options always give the same bytes.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="options">When an instance is done, safeguard, form, precision, names; the defaults of <see cref="OnnxExportOptions"/> if null.</param>
    /// <exception cref="ArgumentException">
    /// The file would have no inputs at all, a name is given twice or to what the solver does not have, a constant initial
    /// guess has another number of unknowns, or a constant of f is beyond single precision.
    /// </exception>
    public static byte[] ToOnnx(this R2N2Network network, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return SolverModel.Build(network, options ?? new OnnxExportOptions()).ToByteArray();
    }

    /// <summary>Writes the model to a file, all or nothing: a file already there is replaced in one step, or not touched.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">When an instance is done, safeguard, form, precision, names; the defaults of <see cref="OnnxExportOptions"/> if null.</param>
    /// <exception cref="ArgumentException">As for <see cref="ToOnnx(R2N2Network, OnnxExportOptions)"/>.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public static void SaveOnnx(this R2N2Network network, string path, OnnxExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] model = network.ToOnnx(options);
        AtomicFile.Write(path, stream => stream.Write(model));
    }
}
