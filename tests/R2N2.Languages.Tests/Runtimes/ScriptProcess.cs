using System.Diagnostics;

namespace R2N2.Languages.Tests.Runtimes;

/// <summary>Runs a program and waits for it, but not for ever.</summary>
internal static class ScriptProcess
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(4);

    /// <summary>Where the scripts of this project are.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Scripts");

    public static bool Succeeds(string program, params string[] arguments) => Run(program, arguments).ExitCode == 0;

    /// <summary>Runs a program.</summary>
    /// <returns>Its exit code, and all that it printed.</returns>
    /// <exception cref="TimeoutException">It took too long; it and what it started have been ended.</exception>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} was not done after {_limit.TotalMinutes} minutes.");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }
}
