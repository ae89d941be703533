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
    public SafeguardGraph(SolverParts parts, R2N2Network network, OnnxExportOptions options)
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
        string failed = Failed(learned.Norm, bound, active);
        return Replace("damping", learned, failed, () =>
        {
            SolverPoint damped = _parts.Best(_damping, now, learned);
            return Replace("gmres", damped, Failed(damped.Norm, bound, failed), () => _parts.Best(_minimalResidual, now, damped));
        });
    }

    // Which of some instances are above their bounds, or not finite: comparisons with NaN are false.
    private string Failed(string norm, string bound, string among) =>
        Builder.Emit("And", [among, Builder.Emit("Not", [Builder.Emit("LessOrEqual", [norm, bound])])]);

    private SolverPoint Replace(string label, SolverPoint point, string failed, Func<SolverPoint> better)
    {
        OnnxVariable[] variables =
        [
            _parts.Float("x", point.X.Name, point.X.Shape),
            _parts.Float("f", point.F.Name, point.F.Shape),
            _parts.Float("norm", point.Norm, Shape.Scalar),
        ];
        string[] names = new OnnxChoice(Builder).Write(label, _parts.Any(failed), variables, () =>
        {
            SolverPoint replacement = better();
            string row = Builder.Emit("Unsqueeze", [failed, Builder.Constants.Integers(-1)]);
            return
            [
                Builder.Emit("Where", [row, replacement.X.Name, point.X.Name]),
                Builder.Emit("Where", [row, replacement.F.Name, point.F.Name]),
                Builder.Emit("Where", [failed, replacement.Norm, point.Norm]),
            ];
        });
        return new SolverPoint(point.X with { Name = names[0] }, point.F with { Name = names[1] }, names[2]);
    }
}
