using System.Globalization;
using R2N2.MLNet;

namespace Quickstart;

/// <summary>Writes the trained solver to the folder of committed models, with a card that says what it is.</summary>
internal static class ModelFiles
{
    private const string Name = "chandrasekhar-h";

    /// <summary>Writes chandrasekhar-h.onnx and chandrasekhar-h.md.</summary>
    public static void Write(string folder, EquationSolverTransformer model, Comparison comparison, double largeRms)
    {
        model.SaveAsOnnx(Path.Combine(folder, $"{Name}.onnx"));
        string Number(double value) => value.ToString("0.00E+0", CultureInfo.InvariantCulture);
        string residuals = string.Join(
            '\n', comparison.Learned.Select((norm, k) => $"| {k} | {Number(norm)} | {Number(comparison.Classical[k])} |"));
        File.WriteAllText(Path.Combine(folder, $"{Name}.md"), $"""
            # {Name}.onnx

            **Family**: the Chandrasekhar H-equation, f(x) = x - 1/(1 - A x), A_ij = (c/2m) μ_i/(μ_i + μ_j), μ_i = (i - 1/2)/m,
            c = 0.875, m = 10 unknowns. Instances differ in their initial guess.

            **Training**: R2N2 with n = {model.Network.Superstructure.InnerIterations} inner iterations ({model.Network.Superstructure.Generation}), K = {model.Network.OuterIterations} outer iterations in the loss, Levenberg-Marquardt,
            {model.Report.Training!.Starts.Count} starts, 1,000 instances x₀ ~ N(1, 0.2); loss {Number(model.Report.Training.Loss)}.

            **Verdict**: {model.Network.Verdict}

            **Accuracy** on 1,000 unseen instances, mean ‖f(x)‖₂ after each outer iteration:

            | outer iteration | this solver | Newton-GMRES(4) |
            |---|---|---|
            {residuals}

            The same coefficients at m = 1,000: root mean square of f's elements {Number(largeRms)} after three outer iterations.

            **Inputs**: `X0` float64 [N, 10], the initial guesses.
            **Outputs**: `Solution` float64 [N, 10]; `ResidualNorm` float64 [N]; `Iterations` int64 [N]; `Status` int64 [N]
            (0 converged to 1e-10, 1 limit of 50 iterations, 2 stalled, 3 not finite, 4 stalled at rounding errors). Operator set 17, IR version 8.

            **Regenerate**: `dotnet run -c Release --project samples/Quickstart -- --models models`

            """);
    }
}
