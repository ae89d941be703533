namespace R2N2;

/// <content>Shifts: what stencils on grids are made of.</content>
public sealed partial class Expression
{
    /// <summary>
    /// The values moved along an axis: element i of the result is u[i + offset]. So the second difference u[i + 1] - 2 u[i] + u[i - 1]
    /// is <c>Shift(u, 1, edge) - 2 * u + Shift(u, -1, edge)</c>.
    /// </summary>
    /// <param name="value">u, a vector, or a matrix whose first axis is shifted along.</param>
    /// <param name="offset">How far, in either direction; it may be longer than the axis.</param>
    /// <param name="edge">What u is beyond its ends.</param>
    public static Expression Shift(Expression value, int offset, ShiftEdge edge) => Shift(value, 0, offset, edge);

    /// <summary>
    /// The values moved along an axis: where i counts along it, element i of the result is u[i + offset]. On a grid [h, w], a state of
    /// h·w unknowns that <see cref="Reshape"/> made a matrix of, the differences u[i + 1, j] - u[i, j] are
    /// <c>Shift(u, 0, 1, edge) - u</c> and u[i, j + 1] - u[i, j] are <c>Shift(u, 1, 1, edge) - u</c>.
    /// </summary>
    /// <param name="value">u, a vector or a matrix.</param>
    /// <param name="axis">The axis: 0 for a vector or down the rows of a matrix, 1 along them.</param>
    /// <param name="offset">How far, in either direction; it may be longer than the axis.</param>
    /// <param name="edge">What u is beyond its ends.</param>
    public static Expression Shift(Expression value, int axis, int offset, ShiftEdge edge)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        value.RequireAxis(axis);
        int length = value.Shape[axis];
        Guard.Named(edge);

        // Runs of values that lie one behind the other, each a part or zeros.
        List<Expression> parts = [];
        for (int at = 0; at < length;)
        {
            int first = Source(at + (long)offset, length, edge);
            int count = 1;
            while (at + count < length && Source(at + (long)offset + count, length, edge) == (first < 0 ? -1 : first + count))
            {
                count++;
            }

            parts.Add(first < 0 ? Recorder.Broadcast(0, value.Shape.With(axis, count))
                : count == length ? value
                : Part(value, axis, first..(first + count)));
            at += count;
        }

        return parts is [var whole]
            ? whole
            : Recorder.Concat(parts, [.. parts.Select(part => part.Shape)], axis - value.Shape.Rank);
    }

    // The index from which a value beyond the ends comes; -1 for a zero.
    private static int Source(long index, int length, ShiftEdge edge)
    {
        long period = edge switch { ShiftEdge.ReflectAtFace => 2L * length, ShiftEdge.ReflectAtPoint => Math.Max(1, 2L * (length - 1)), _ => length };
        long within = ((index % period) + period) % period;
        return edge switch
        {
            ShiftEdge.Zero => index >= 0 && index < length ? (int)index : -1,
            ShiftEdge.ReflectAtFace => (int)Math.Min(within, period - 1 - within),
            ShiftEdge.ReflectAtPoint => (int)Math.Min(within, period - within),
            _ => (int)within,
        };
    }
}
