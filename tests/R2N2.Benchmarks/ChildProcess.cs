using System.ComponentModel;
using System.Diagnostics;

namespace R2N2.Benchmarks;

/// <summary>Runs the programs of peers.</summary>
internal static class ChildProcess
{
    /// <summary>What a program printed.</summary>
    /// <param name="program">Its path or name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its standard output, or null where it cannot be started or fails.</returns>
    public static string? Output(string program, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = errors.Result;
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
