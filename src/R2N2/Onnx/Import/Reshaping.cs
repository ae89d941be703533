namespace R2N2.Onnx;

/// <summary>Where a reshape leaves the batch axis. It may take in axes behind it, and give them back.</summary>
internal static class Reshaping
{
    /// <summary>The dimensions after a reshape.</summary>
    /// <param name="dims">The dimensions before; of the batch axis the length per instance.</param>
    /// <param name="batch">The batch axis, or -1.</param>
    /// <param name="shape">What is asked for: lengths, the batch, -1 for what is left.</param>
    /// <param name="copyZeros">Whether 0 stands for the length before.</param>
    public static (int[] Dims, int Batch) Lengths(int[] dims, int batch, ImportedIntegers shape, bool copyZeros)
    {
        int[] target = new int[shape.Values.Length];
        int open = -1;
        int found = -1;
        for (int axis = 0; axis < target.Length; axis++)
        {
            ImportedLength wanted = shape.Values[axis];
            if (wanted is { Value: 0, IsBatch: false } && copyZeros)
            {
                wanted = axis >= dims.Length ? throw new ArgumentException($"copies the axis {axis} of {dims.Length}")
                    : new(dims[axis], axis == batch);
            }

            if (wanted.IsBatch)
            {
                found = found < 0 ? axis : throw ImportedTensor.Mixing();
            }
            else if (wanted.Value == -1)
            {
                open = open < 0 ? axis : throw new ArgumentException("leaves two lengths open");
            }

            target[axis] = open == axis ? 1 : wanted.Value >= 1 ? checked((int)wanted.Value)
                : throw new ArgumentException($"asks for an axis of length {wanted.Value}");
        }

        return Close(dims, batch, target, open, found);
    }

    private static (int[] Dims, int Batch) Close(int[] dims, int batch, int[] target, int open, int found)
    {
        long size = dims.Aggregate(1L, (a, b) => a * b);
        long known = target.Aggregate(1L, (a, b) => checked(a * b));
        if (batch >= 0 && found < 0 && open >= 0)
        {
            // What is left open has the batch in it: no other length is free.
            found = open;
        }

        if (open >= 0 && known > 0 && size % known == 0)
        {
            target[open] = checked((int)(size / known));
            known = size;
        }

        if (batch < 0 ? known != size || found >= 0 : known != size || found < 0 || Before(target, found) != Before(dims, batch))
        {
            throw batch < 0 ? new ArgumentException($"brings {size} elements into the shape [{string.Join(", ", target)}]") : ImportedTensor.Mixing();
        }

        return (target, found);
    }

    private static int Before(int[] dims, int axis) => dims.Take(axis).Aggregate(1, (a, b) => a * b);
}
