using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>An input of a graph that is being read.</summary>
internal sealed class ImportedInput
{
    private readonly TensorShapeProto _shape;

    /// <summary>Reads the declaration.</summary>
    /// <exception cref="ArgumentException">It is not a tensor of real numbers of known rank.</exception>
    public ImportedInput(ValueInfoProto input)
    {
        Name = string.IsNullOrWhiteSpace(input.Name) ? throw new ArgumentException("has no name") : input.Name;
        _shape = input.Type?.TensorType?.Shape ?? throw new ArgumentException("is not a tensor of known shape");
        if (!TensorData.IsReal(new TensorProto { DataType = input.Type.TensorType.ElemType }))
        {
            throw new ArgumentException($"has elements of the ONNX type {input.Type.TensorType.ElemType}; f takes real numbers");
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The number of its axes, the batch axis included.</summary>
    public int Rank => _shape.Dim.Count;

    /// <summary>Whether the first axis is of any length: the batch axis.</summary>
    public bool HasFreeAxis => Rank > 0 && IsFree(_shape.Dim[0]);

    /// <summary>Makes it an input of an expression.</summary>
    /// <remarks>
    /// Beside inputs with a free batch axis, one without belongs to all instances at once, such as the time: to one instance
    /// it is what it is to all, so each may as well have its own.
    /// </remarks>
    /// <param name="ofOne">Whether all inputs have a batch axis of length 1.</param>
    /// <param name="budget">What it may take.</param>
    /// <exception cref="ArgumentException">Its shape does not fit the other inputs.</exception>
    public (Expression Input, ImportedTensor Tensor) Record(bool ofOne, ImportBudget budget)
    {
        if (ofOne && (Rank == 0 || _shape.Dim[0].DimValue != 1))
        {
            throw new ArgumentException(
                $"has the shape [{Described}]; the first axis must be a batch axis, free or of length 1. "
                + "Export with a free one (in PyTorch: dynamic_axes={'" + Name + "': {0: 'N'}})");
        }

        bool batched = HasFreeAxis;
        int[] dims = [.. _shape.Dim.Select((dimension, axis) => axis == 0 && batched ? 1
            : IsFree(dimension) ? throw new ArgumentException($"has the shape [{Described}]; only the first axis may be free")
            : checked((int)dimension.DimValue))];
        int size = budget.Size(dims);
        int[] instance = batched || ofOne ? dims[1..] : dims;
        Expression input = Expression.Input(Name, instance.Length <= 2 ? Shape.Of(instance) : Shape.Vector(size));
        return (input, new ImportedTensor(input, dims, batched ? 0 : -1));
    }

    private string Described => string.Join(", ", _shape.Dim.Select(dimension =>
        IsFree(dimension) ? dimension.DimParam.Length > 0 ? dimension.DimParam : "?" : $"{dimension.DimValue}"));

    private static bool IsFree(TensorShapeProto.Types.Dimension dimension) =>
        dimension.ValueCase != TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue;
}
