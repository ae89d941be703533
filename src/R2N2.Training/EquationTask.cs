using System.Globalization;

namespace R2N2.Training;

/// <summary>Training the solver of a family of equations.</summary>
/// <param name="family">The problem.</param>
/// <param name="superstructure">The structure.</param>
/// <param name="loss">What it is to be good at.</param>
internal sealed class EquationTask(EquationFamily family, Superstructure superstructure, EquationLoss loss) : TrainingTask<R2N2Network>
{
    public override Objective Objective { get; } = new EquationObjective(family, superstructure, loss.EffectiveWeights);

    public override BlockLayout Layout { get; } = new EquationLayout(family, loss.LabelColumn, loss.EffectiveScaleColumn);

    public override IReadOnlyList<string> Identity { get; } =
    [
        family.Name,
        string.Join(';', family.Inputs),
        superstructure.ToString(),
        string.Join(' ', loss.EffectiveWeights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture))),
        $"{loss.LabelColumn}",
        $"{loss.EffectiveScaleColumn}",
    ];

    public override string? Labels => loss.LabelColumn is null ? null : $"the column '{loss.LabelColumn}'";

    public override double[]? Nothing => new double[Objective.Unknowns];

    public override void Check(InstanceBlock sample)
    {
        if (loss.LabelColumn is null)
        {
            Diagnosis.RequireSquares(family, sample);
        }
    }

    public override double Norm(InstanceBlock sample, int seed) => OperatorNorm.Estimate(family, superstructure.Preconditioner, sample, seed);

    public override List<LeastSquaresStart> Draw(TrainingOptions options, double norm) =>
        StartTables.Draw(superstructure, options, norm);

    public override string Diagnose(IEnumerable<InstanceBlock> blocks, double norm, int starts) =>
        Diagnosis.Describe(family, blocks, norm, starts);

    public override R2N2Network ToModel(double[] point, double trainingLoss) =>
        new(family, superstructure, Coefficients.Split(point, superstructure.TableSize)) { OuterIterations = loss.OuterIterations, TrainingLoss = trainingLoss };
}
