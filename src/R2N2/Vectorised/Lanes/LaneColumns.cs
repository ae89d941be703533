using System.Numerics;

namespace R2N2.Vectorised;

/// <summary>Moves the values of single lanes: within blocks, and between blocks and the rows of batches.</summary>
internal static class LaneColumns
{
    /// <summary>From chosen lanes to the first ones of other lanes; what is left over repeats the first.</summary>
    public static void Gather<T>(ReadOnlySpan<T> from, int fromLanes, Span<T> to, int toLanes, ReadOnlySpan<int> chosen)
    {
        for (int at = 0, begin = 0; at < to.Length; at += toLanes, begin += fromLanes)
        {
            ReadOnlySpan<T> source = from.Slice(begin, fromLanes);
            Span<T> target = to.Slice(at, toLanes);
            for (int i = 0; i < chosen.Length; i++)
            {
                target[i] = source[chosen[i]];
            }

            target[chosen.Length..].Fill(target[0]);
        }
    }

    /// <summary>Back from the first lanes to the chosen ones.</summary>
    public static void Scatter<T>(ReadOnlySpan<T> from, int fromLanes, Span<T> to, int toLanes, ReadOnlySpan<int> chosen)
    {
        for (int at = 0, begin = 0; at < to.Length; at += toLanes, begin += fromLanes)
        {
            ReadOnlySpan<T> source = from.Slice(begin, fromLanes);
            Span<T> target = to.Slice(at, toLanes);
            for (int i = 0; i < chosen.Length; i++)
            {
                target[chosen[i]] = source[i];
            }
        }
    }

    /// <summary>The chosen lanes, from one place to another of the same size.</summary>
    public static void Copy<T>(ReadOnlySpan<T> from, Span<T> to, int lanes, ReadOnlySpan<int> chosen)
    {
        if (chosen.Length == lanes)
        {
            from.CopyTo(to);
            return;
        }

        for (int at = 0; at < to.Length; at += lanes)
        {
            foreach (int lane in chosen)
            {
                to[at + lane] = from[at + lane];
            }
        }
    }

    /// <summary>A row of numbers into a lane.</summary>
    public static void Load<T>(ReadOnlySpan<double> row, Span<T> to, int lanes, int lane)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0, at = lane; i < row.Length; i++, at += lanes)
        {
            to[at] = T.CreateTruncating(row[i]);
        }
    }

    /// <summary>A lane into a row of numbers.</summary>
    public static void Store<T>(ReadOnlySpan<T> from, int lanes, int lane, Span<double> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0, at = lane; i < row.Length; i++, at += lanes)
        {
            row[i] = double.CreateTruncating(from[at]);
        }
    }
}
