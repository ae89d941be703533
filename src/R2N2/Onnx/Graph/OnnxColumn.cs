namespace R2N2.Onnx;

/// <summary>A column of numbers that feeds an input of a solver, alone or together with others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">How many numbers a row has.</param>
/// <param name="IsSingle">Whether they are single rather than double precision.</param>
internal sealed record OnnxColumn(string Name, int Size, bool IsSingle);
