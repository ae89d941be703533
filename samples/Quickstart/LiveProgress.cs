using R2N2.Training;
using Spectre.Console;

namespace Quickstart;

/// <summary>Shows how fitting goes, in one line that is written anew.</summary>
internal static class LiveProgress
{
    /// <summary>Runs something that reports the candidates of a search.</summary>
    public static T Show<T>(Func<IProgress<SearchProgress>, T> fit) =>
        AnsiConsole.Status().Start("Fitting", context => fit(new Line(context)));

    private sealed class Line(StatusContext context) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => context.Status(Markup.Escape(
            $"{value.Candidate}; {value.Done} of {value.Count} candidates done, the best so far: {value.Best?.Name ?? "none"}"));
    }
}
