using Google.Protobuf;
using R2N2.Onnx;

namespace R2N2;

/// <content>Exports integrators.</content>
public static partial class OnnxExport
{
    /// <summary>The model as bytes; the same integrator and options always give the same bytes.</summary>
    /// <param name="integrator">The integrator.</param>
    /// <param name="options">Form, precision, names; one step in double precision if null.</param>
    /// <exception cref="ArgumentException">
    /// A name is given twice or to what the file does not have, or a constant of f is beyond single precision.
    /// </exception>
    /// <exception cref="InvalidOperationException">Adaptive, but the method has no error estimate.</exception>
    public static byte[] ToOnnx(this R2N2Integrator integrator, IntegratorExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(integrator);
        return new IntegratorModel(integrator, options ?? new IntegratorExportOptions()).Build().ToByteArray();
    }

    /// <summary>Writes the model to a file, all or nothing: a file already there is replaced in one step, or not touched.</summary>
    /// <param name="integrator">The integrator.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">Form, precision, names; one step in double precision if null.</param>
    /// <exception cref="ArgumentException">As for <see cref="ToOnnx(R2N2Integrator, IntegratorExportOptions)"/>.</exception>
    /// <exception cref="InvalidOperationException">Adaptive, but the method has no error estimate.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it and the reason.</exception>
    public static void SaveOnnx(this R2N2Integrator integrator, string path, IntegratorExportOptions? options = null) =>
        Save(path, () => integrator.ToOnnx(options));
}
