using System.Globalization;
using System.Numerics;
using R2N2;
using Samples;
using ScottPlot;

namespace Integrator;

/// <summary>The plots of this sample.</summary>
internal static class Plots
{
    private const int Width = 900;
    private const int Height = 600;
    private const int Cells = 600;

    /// <summary>Error against work, both logarithmic.</summary>
    public static void Draw(string path, IEnumerable<WorkPrecision> methods)
    {
        PlotFont.Use();
        using Plot plot = new();
        foreach (WorkPrecision method in methods)
        {
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(
                method.Evaluations.Select(Math.Log10).ToArray(), method.Errors.Select(Math.Log10).ToArray());
            line.LegendText = method.Name;
            line.LineWidth = 2;
        }

        plot.Title("Van der Pol, T = 5: error against work on unseen members of the family");
        plot.XLabel("evaluations of f");
        plot.YLabel("mean error at the end");
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            LabelFormatter = exponent => Math.Pow(10, exponent).ToString("F0", CultureInfo.InvariantCulture),
        };
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericFixedInterval(1)
        {
            LabelFormatter = exponent => string.Create(CultureInfo.InvariantCulture, $"1e{exponent:F0}"),
        };
        plot.ShowLegend(Alignment.LowerLeft);
        plot.SavePng(path, Width, Height);
    }

    /// <summary>The trajectories of one instance in the phase plane.</summary>
    public static void Draw(string path, IEnumerable<(string Name, RolloutResult Result)> rollouts)
    {
        PlotFont.Use();
        using Plot plot = new();
        foreach ((string name, RolloutResult result) in rollouts)
        {
            double[][] states = [.. Enumerable.Range(0, result.Steps + 1).Select(k => result.State(0, k).ToArray())];
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(
                states.Select(y => y[0]).ToArray(), states.Select(y => y[1]).ToArray());
            line.LegendText = name;
            line.MarkerSize = result.Steps > 1000 ? 0 : 5;
        }

        plot.Title("Van der Pol, a = 1.5: trajectories at a large step size");
        plot.XLabel("y1");
        plot.YLabel("y2");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(path, Width, Height);
    }

    /// <summary>The boundaries |R(z)| = 1 of stability regions.</summary>
    public static void Draw(string path, IEnumerable<(string Name, ButcherTableau Tableau)> methods)
    {
        PlotFont.Use();
        using Plot plot = new();
        foreach ((string name, ButcherTableau tableau) in methods)
        {
            Coordinates[] boundary = [.. Boundary(tableau)];
            ScottPlot.Plottables.Markers points = plot.Add.Markers(boundary, MarkerShape.FilledCircle, 2);
            points.LegendText = name;
        }

        plot.Title("Stability regions, |R(z)| = 1");
        plot.XLabel("Re z");
        plot.YLabel("Im z");
        plot.Axes.SquareUnits();
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, Width, Height);
    }

    // Where |R| passes 1 between neighbours on a grid, in either direction.
    private static IEnumerable<Coordinates> Boundary(ButcherTableau tableau)
    {
        const double left = -5;
        const double bottom = -4;
        const double cell = 8.0 / Cells;
        double Excess(int column, int row) =>
            Complex.Abs(tableau.StabilityFunction(new Complex(left + (column * cell), bottom + (row * cell)))) - 1;

        for (int row = 0; row < Cells; row++)
        {
            for (int column = 0; column < Cells; column++)
            {
                double here = Excess(column, row);
                double right = Excess(column + 1, row);
                double above = Excess(column, row + 1);
                if (here * right < 0)
                {
                    yield return new Coordinates(left + ((column + (here / (here - right))) * cell), bottom + (row * cell));
                }

                if (here * above < 0)
                {
                    yield return new Coordinates(left + (column * cell), bottom + ((row + (here / (here - above))) * cell));
                }
            }
        }
    }
}
