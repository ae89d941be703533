namespace R2N2;

/// <summary>One of the numbers that the decisions of an iteration depend on.</summary>
/// <param name="Name">Its name in exported files.</param>
/// <param name="Value">Its value, 0 where it does not apply.</param>
/// <param name="Meaning">What it is, for people.</param>
internal sealed record SolverNumber(string Name, double Value, string Meaning)
{
    /// <summary>The numbers of an export.</summary>
    public static SolverNumbers<SolverNumber> Of(SolverExportOptions options) => new(
        new("absolute_tolerance", options.AbsoluteTolerance ?? 0, "the residual norm at which an instance is done"),
        new("relative_tolerance", options.RelativeTolerance ?? 0, "the reduction of the residual norm at which an instance is done"),
        new("stall_rate", options.StallRate, "the part of the norm that an iteration may leave without counting as slow"),
        new("safeguard_rate", options.Safeguard?.Rate ?? 0, "the part of the norm that a learned step may leave; others are replaced"));
}
