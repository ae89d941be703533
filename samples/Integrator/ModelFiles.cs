using System.Globalization;
using R2N2;
using R2N2.Training;

namespace Integrator;

/// <summary>Writes the trained integrator to the folder of committed models, with a card that says what it is.</summary>
internal static class ModelFiles
{
    private const string Name = "van-der-pol";

    /// <summary>Writes van-der-pol.onnx and van-der-pol.md.</summary>
    public static void Write(
        string folder, TrainingResult<R2N2Integrator> trained, IntegratorExportOptions export, int pieces, WorkPrecision learned, WorkPrecision classical)
    {
        trained.Model.SaveOnnx(Path.Combine(folder, $"{Name}.onnx"), export);
        string Number(double value) => value.ToString("0.00E+0", CultureInfo.InvariantCulture);
        string errors = string.Join('\n', learned.Errors.Select((error, i) =>
            $"| {learned.Steps[i]} | {learned.Evaluations[i]} | {Number(error)} | {Number(classical.Errors[i])} |"));
        File.WriteAllText(Path.Combine(folder, $"{Name}.md"), $"""
            # {Name}.onnx

            **Family**: the Van der Pol oscillator, y₁' = y₂, y₂' = a (1 - y₁²) y₂ - y₁. Instances differ in a, their start and
            their step size.

            **Training**: an explicit Runge-Kutta method of {trained.Model.Tableau.Stages} stages, Levenberg-Marquardt from the classical method and random
            starts, on {pieces} pieces of 10 steps (h = 0.05, 0.075, 0.1) of trajectories with a in [1.35, 1.65]; errors in units of
            h⁴, loss {Number(trained.Report.Loss)}.

            **Accuracy** on 50 unseen a in [1.35, 1.64], from (2, 0) to T = 5, mean ‖error‖ at the end:

            | steps | evaluations of f | this method | classical Runge-Kutta |
            |---|---|---|---|
            {errors}

            It is fitted to these step sizes and to the neighbourhood of the limit cycle. For other uses a classical method is safer.

            **Inputs**: `State` float64 [N, 2]; `StepSize` float64 [N], above 0; `a` float64 [N]; `Steps` int64, one number for all.
            **Outputs**: `Trajectory` float64 [N, Steps + 1, 2], the start included; `Status` int64 [N] (0 completed, 3 not finite: the
            last finite state is repeated). Operator set 17, IR version 8.

            **Regenerate**: `dotnet run -c Release --project samples/Integrator -- --models models`

            """);
    }
}
