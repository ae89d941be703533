using Google.Protobuf;
using R2N2.Onnx;

namespace R2N2;

/// <summary>
/// Exports networks and integrators as ONNX models: one file with f, what was learned, and the iteration or the steps, for any
/// ONNX runtime.
/// </summary>
/// <remarks>
/// Inputs, with a free batch axis N: those of the family, by their names. Outputs: those of <see cref="SolverOutputs"/>, or of
/// <see cref="IntegratorOutputs"/> as <see cref="IntegratorForm"/> says. The options rename them. Operator set 17, IR version 8.
/// </remarks>
public static partial class OnnxExport
{
    /// <summary>The model as bytes; the same network and options always give the same bytes.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="options">When an instance is done, safeguard, form, precision, names; the defaults of <see cref="SolverExportOptions"/> if null.</param>
    /// <exception cref="ArgumentException">
    /// The file would have no inputs at all, a name is given twice or to what the solver does not have, a constant initial
    /// guess has another number of unknowns, or a constant of f is beyond single precision.
    /// </exception>
    public static byte[] ToOnnx(this R2N2Network network, SolverExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return SolverModel.Build(network, options ?? new SolverExportOptions()).ToByteArray();
    }

    /// <summary>Writes the model to a file, all or nothing: a file already there is replaced in one step, or not touched.</summary>
    /// <param name="network">The solver.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">When an instance is done, safeguard, form, precision, names; the defaults of <see cref="SolverExportOptions"/> if null.</param>
    /// <exception cref="ArgumentException">As for <see cref="ToOnnx(R2N2Network, SolverExportOptions)"/>.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public static void SaveOnnx(this R2N2Network network, string path, SolverExportOptions? options = null) =>
        Save(path, () => network.ToOnnx(options));

    // A path that is no path is told before the work, not after it.
    private static void Save(string path, Func<byte[]> export)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] model = export();
        AtomicFile.Write(path, stream => stream.Write(model));
    }
}
