using R2N2.Onnx;

namespace R2N2;

/// <content>f from files exported elsewhere.</content>
public abstract partial class ProblemFamily
{
    /// <summary>Reads f from an ONNX file that was exported elsewhere, such as from PyTorch, JAX or scikit-learn.</summary>
    /// <remarks>
    /// <para>Inputs and output have the batch axis first, free or of length 1; an input without one, beside others that have it,
    /// is taken as each instance's own. For example <c>ProblemFamily.FromOnnx("f.onnx").InitialValue()</c>.</para>
    /// <para>Operator sets 13 to 21. What cannot be read, or would mix instances, is refused by name. Weights in single
    /// precision are widened; f is then computed in the precision that the solver is exported with.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="output">The output that is f, where there are several; null for the only one.</param>
    /// <returns>The function, to be made a family of equations or of initial-value problems.</returns>
    /// <exception cref="OnnxFormatException">The file cannot be read as f; the message names the node, its operator, and what is supported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImportedFunction FromOnnx(string path, string? output = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string name = Path.GetFileNameWithoutExtension(path);
        return ImportedFunction.Read(OnnxFile.Open(path), name.Length > 0 ? name : null, output);
    }

    /// <summary>Reads f from the bytes of an ONNX file that was exported elsewhere; see <see cref="FromOnnx(string, string?)"/>.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <param name="output">The output that is f, where there are several; null for the only one.</param>
    /// <exception cref="OnnxFormatException">The bytes cannot be read as f; the message names the node, its operator, and what is supported.</exception>
    public static ImportedFunction FromOnnx(ReadOnlyMemory<byte> model, string? output = null) =>
        ImportedFunction.Read(OnnxFile.Open(model, "The model"), null, output);
}
