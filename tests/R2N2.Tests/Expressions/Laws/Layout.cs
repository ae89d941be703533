namespace R2N2.Tests.Expressions.Laws;

/// <summary>Which batch axes lead the values, the first and the second directions of each operand.</summary>
internal sealed record Layout(string Name, Func<int, int[]> Values, Func<int, int[]> Along, Func<int, int[]> AlongNext)
{
    /// <summary>N instances, S starts, p and q directions; once all different from the instance axes, once equal to one of them.</summary>
    public static IReadOnlyList<Layout> All { get; } = [.. Of("", 5, 2, 2, 3), .. Of(", lengths alike", 4, 4, 4, 4)];

    public override string ToString() => Name;

    private static IEnumerable<Layout> Of(string suffix, int n, int s, int p, int q)
    {
        // Training: starts and instances on x, instances on parameters, starts on coefficients.
        int[][] mixed = [[n], [s, 1], [], [s, n]];
        int[][] reversed = [[s, 1], [s, n], [n], []];
        yield return new($"no batch{suffix}", _ => [], _ => [], _ => []);
        yield return new($"instances{suffix}", _ => [n], _ => [n], _ => [n]);
        yield return new($"directions on one instance{suffix}", _ => [], _ => [p], _ => [q, 1]);
        yield return new($"directions{suffix}", _ => [n], _ => [p, n], _ => [q, 1, n]);
        yield return new($"one direction for all{suffix}", _ => [p, n], _ => [], _ => [n]);
        yield return new($"directions shared by instances{suffix}", _ => [n], _ => [p, 1], _ => [q, 1, 1]);
        yield return new($"mixed{suffix}", i => mixed[i], i => [p, .. Pad(mixed[i])], i => [q, 1, .. Pad(mixed[i])]);
        yield return new($"mixed, reversed{suffix}", i => reversed[i], i => [p, .. Pad(reversed[i])], i => [p, .. Pad(reversed[i])]);
    }

    private static int[] Pad(int[] batch) => [.. Enumerable.Repeat(1, 2 - batch.Length), .. batch];
}
