using System.Globalization;
using R2N2.Training;
using Spectre.Console;

namespace Quickstart;

/// <summary>Shows how training goes, in one line that is written anew.</summary>
internal static class LiveProgress
{
    /// <summary>Runs something that reports training progress.</summary>
    public static T Show<T>(Func<IProgress<TrainingProgress>, T> train) =>
        AnsiConsole.Status().Start("Training", context => train(new Line(context)));

    private sealed class Line(StatusContext context) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => context.Status(Markup.Escape(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Stage}: iteration {value.Iteration}, {value.ActiveStarts} starts running, loss {value.Loss:0.00E+0}")));
    }
}
