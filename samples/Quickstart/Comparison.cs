using System.Globalization;
using R2N2;
using Samples;
using ScottPlot;
using Spectre.Console;

namespace Quickstart;

/// <summary>The mean residual norm after each outer iteration, of the learned solver and of Newton-GMRES.</summary>
/// <param name="Learned">Of the R2N2 network, for 0 … K iterations.</param>
/// <param name="Classical">Of Newton-GMRES with as many evaluations.</param>
internal sealed record Comparison(double[] Learned, double[] Classical)
{
    /// <summary>Runs both methods on the same instances.</summary>
    /// <param name="network">The learned solver.</param>
    /// <param name="guesses">The initial guesses, one after another.</param>
    /// <param name="iterations">K.</param>
    public static Comparison Of(R2N2Network network, double[] guesses, int iterations)
    {
        int count = guesses.Length / network.Family.StateSize;
        InstanceBatch instances = InstanceBatch.Of(count, (InitialGuess.DefaultName, guesses));
        NewtonGmres classical = new() { InnerIterations = network.Superstructure.InnerIterations, AbsoluteTolerance = null };
        double[] norms = [.. Enumerable.Range(0, iterations + 1).Select(
            k => Mean((classical with { IterationLimit = k }).Solve(network.Family, instances)))];
        return new Comparison([norms[0], .. Enumerable.Range(1, iterations).Select(k => After(network, instances, k))], norms);
    }

    /// <summary>Prints both as a table.</summary>
    public void Print()
    {
        Spectre.Console.Table table = new Spectre.Console.Table().Title("Mean ‖f(x)‖ on unseen instances")
            .AddColumns("outer iteration", "R2N2, n = 4", "Newton-GMRES(4)");
        for (int k = 0; k < Learned.Length; k++)
        {
            table.AddRow(
                k.ToString(CultureInfo.InvariantCulture),
                Learned[k].ToString("0.00E+0", CultureInfo.InvariantCulture),
                Classical[k].ToString("0.00E+0", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Draws both on a logarithmic axis.</summary>
    /// <param name="path">The PNG file.</param>
    public void Plot(string path)
    {
        PlotFont.Use();
        using Plot plot = new();
        double[] iterations = [.. Learned.Select((_, k) => (double)k)];
        Add(plot, iterations, Learned, "R2N2, n = 4");
        Add(plot, iterations, Classical, "Newton-GMRES(4)");
        plot.Title("Chandrasekhar H-equation, m = 10: mean residual norm on unseen instances");
        plot.XLabel("outer iteration");
        plot.YLabel("residual norm");
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericFixedInterval(1);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericFixedInterval(2)
        {
            LabelFormatter = exponent => string.Create(CultureInfo.InvariantCulture, $"1e{exponent:F0}"),
        };
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, 900, 600);
    }

    private static double Mean(SolveResult solved) => solved.ResidualNorm.ToArray().Average();

    private static double After(R2N2Network network, InstanceBatch instances, int iterations)
    {
        // Without a tolerance, the exported solver makes exactly so many iterations.
        byte[] model = network.ToOnnx(new SolverExportOptions { AbsoluteTolerance = null, IterationLimit = iterations });
        using OnnxSolver solver = OnnxSolver.Load(model);
        return Mean(solver.Solve(instances));
    }

    private static void Add(Plot plot, double[] iterations, double[] norms, string name)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.Scatter(iterations, norms.Select(Math.Log10).ToArray());
        line.LegendText = name;
        line.LineWidth = 2;
        line.MarkerSize = 8;
    }
}
