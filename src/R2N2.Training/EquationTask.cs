namespace R2N2.Training;

/// <summary>Training the solver of a family of equations.</summary>
/// <param name="family">The problem.</param>
/// <param name="superstructure">The structure.</param>
/// <param name="options">Weights and labels.</param>
internal sealed class EquationTask(EquationFamily family, Superstructure superstructure, TrainingOptions options) : TrainingTask
{
    public override Objective Objective { get; } = new EquationObjective(family, superstructure, options.EffectiveWeights);

    public override BlockLayout Layout { get; } = new EquationLayout(family, options.LabelColumn, options.LabelScaleColumn);

    public override IReadOnlyList<string> Identity { get; } =
        [family.Name, string.Join(';', family.Inputs), superstructure.ToString()];

    public override string? Labels => options.LabelColumn is null ? null : $"the column '{options.LabelColumn}'";

    public override double Norm(InstanceBlock sample, int seed) => OperatorNorm.Estimate(family, sample, seed);

    public override List<LeastSquaresStart> Draw(TrainingOptions options, double norm) =>
        StartTables.Draw(superstructure, options, norm);

    public override string Diagnose(IEnumerable<InstanceBlock> blocks, double norm, int starts) =>
        Diagnosis.Describe(family, blocks, norm, starts);
}
