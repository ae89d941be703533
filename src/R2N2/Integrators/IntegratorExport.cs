using Google.Protobuf;
using R2N2.Onnx;

namespace R2N2;

/// <summary>Exports an integrator as an ONNX model: one file with f, the tableau and the steps, for any ONNX runtime.</summary>
/// <remarks>
/// Inputs, with a free batch axis N: those of the family, see <see cref="IntegratorInputs"/>; outputs: see
/// <see cref="IntegratorForm"/>. Operator set 17, IR version 8.
/// </remarks>
public static class IntegratorExport
{
    /// <summary>The model as bytes; the same integrator and options always give the same bytes.</summary>
    /// <param name="integrator">The integrator.</param>
    /// <param name="options">Form and precision; one step in double precision if null.</param>
    /// <exception cref="ArgumentException">A constant of f is beyond single precision.</exception>
    /// <exception cref="InvalidOperationException">Adaptive, but the method has no error estimate.</exception>
    public static byte[] ToOnnx(this R2N2Integrator integrator, IntegratorExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrator);
        return new IntegratorModel(integrator, options ?? new IntegratorExportOptions()).Build().ToByteArray();
    }

    /// <summary>Writes the model to a file, all or nothing: a file already there is replaced in one step, or not touched.</summary>
    /// <param name="integrator">The integrator.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">Form and precision; one step in double precision if null.</param>
    /// <exception cref="ArgumentException">A constant of f is beyond single precision.</exception>
    /// <exception cref="InvalidOperationException">Adaptive, but the method has no error estimate.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public static void SaveOnnx(this R2N2Integrator integrator, string path, IntegratorExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        byte[] model = integrator.ToOnnx(options);
        AtomicFile.Write(path, stream => stream.Write(model));
    }
}
