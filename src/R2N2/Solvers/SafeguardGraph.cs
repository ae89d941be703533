namespace R2N2.Onnx;

/// <summary>Replaces learned steps that failed, where there are any in the batch.</summary>
internal sealed class SafeguardGraph
{
    private const double SinglePrecision = 1.0 / (1 << 23);
    private const double DoublePrecision = 1.0 / (1L << 52);

    private readonly SolverParts _parts;
    private readonly RecordedFunction _damping;
    private readonly RecordedFunction _minimalResidual;
    private readonly string _rate;

    /// <summary>Prepares the safeguard.</summary>
    /// <param name="parts">f, norms, coefficients.</param>
    /// <param name="network">The solver.</param>
    /// <param name="options">How it is exported; with a safeguard.</param>
    public SafeguardGraph(SolverParts parts, R2N2Network network, SolverExportOptions options)
    {
        _parts = parts;
        SafeguardSteps steps = new(network.Family, network.Superstructure);
        _damping = steps.RecordDamping();
        _minimalResidual = steps.RecordMinimalResidual(options.Precision == OnnxPrecision.Float64 ? DoublePrecision : SinglePrecision);
        _rate = Builder.Constants.Named(
            "safeguard_rate", options.Safeguard!.Rate, "the part of the norm that a learned step may leave; others are replaced");
    }

    private OnnxBuilder Builder => _parts.Builder;

    /// <summary>Writes the safeguard.</summary>
    /// <param name="now">Where the step began.</param>
    /// <param name="learned">Where it led.</param>
    /// <param name="active">Which instances it matters for, [N].</param>
    /// <param name="target">The norm at which an instance is done.</param>
    /// <returns>Where each instance goes.</returns>
    public SolverPoint Write(SolverPoint now, SolverPoint learned, string active, string target)
    {
        string bound = Builder.Emit("Max", [Builder.Emit("Mul", [now.Norm, _rate]), target]);
        string failed = Builder.Emit("And", [active, Failed(learned.Norm, bound)]);
        return If(_parts, "damping", failed, learned, () =>
        {
            OnnxRows rows = new(Builder, failed);
            SolverPoint replacement = Replace(_parts.Of(rows), Take(rows, now), Take(rows, learned), rows.Take(bound));
            return
            [
                rows.PutBack(learned.X.Name, replacement.X.Name),
                rows.PutBack(learned.F.Name, replacement.F.Name),
                rows.PutBack(learned.Norm, replacement.Norm),
            ];
        });
    }

    private static SolverPoint Take(OnnxRows rows, SolverPoint point) =>
        new(rows.Take(point.X), rows.Take(point.F), rows.Take(point.Norm));

    // For the instances that need it, and no others.
    private SolverPoint Replace(SolverParts parts, SolverPoint now, SolverPoint learned, string bound)
    {
        SolverPoint damped = parts.Best(_damping, now, learned);
        string failed = Failed(damped.Norm, bound);
        return If(parts, "gmres", failed, damped, () =>
        {
            SolverPoint minimal = parts.Best(_minimalResidual, now, damped);
            string row = Builder.Emit("Unsqueeze", [failed, Builder.Constants.Integers(-1)]);
            return
            [
                Builder.Emit("Where", [row, minimal.X.Name, damped.X.Name]),
                Builder.Emit("Where", [row, minimal.F.Name, damped.F.Name]),
                Builder.Emit("Where", [failed, minimal.Norm, damped.Norm]),
            ];
        });
    }

    // Which instances are above their bounds, or not finite: comparisons with NaN are false.
    private string Failed(string norm, string bound) => Builder.Emit("Not", [Builder.Emit("LessOrEqual", [norm, bound])]);

    // Another point, by the names of its parts, if any instance failed.
    private SolverPoint If(SolverParts parts, string label, string failed, SolverPoint point, Func<string[]> replace)
    {
        OnnxVariable[] variables =
        [
            parts.Float("x", point.X.Name, point.X.Shape),
            parts.Float("f", point.F.Name, point.F.Shape),
            parts.Float("norm", point.Norm, Shape.Scalar),
        ];
        string[] names = new OnnxIf(Builder).Write(label, parts.Any(failed), variables, replace);
        return new SolverPoint(point.X with { Name = names[0] }, point.F with { Name = names[1] }, names[2]);
    }
}
