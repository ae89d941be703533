using System.Globalization;
using System.Text.Json;

namespace R2N2.Benchmarks.Zoo;

/// <summary>Compiles and runs the C++ program of classical power flow; skipped where the program, the compiler or its library is missing.</summary>
internal static class CompiledPeer
{
    // As many times as it takes for a median.
    private const string Repeats = "7";

    /// <summary>Runs it.</summary>
    /// <param name="source">The program.</param>
    /// <param name="path">The case file.</param>
    /// <param name="threads">The number of threads.</param>
    /// <returns>µs for a Monte-Carlo case by method; null where it was skipped, which a note says.</returns>
    public static Dictionary<string, double>? Run(string source, string path, int threads)
    {
        if (!File.Exists(source))
        {
            Figures.Note($"KLU skipped: there is no '{source}'.");
            return null;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("r2n2-peer-");
        try
        {
            string program = Path.Combine(folder.FullName, "powerflow");
            string[] build = ["-O3", "-march=native", "-ffast-math", "-fno-finite-math-only", "-std=c++17", "-I/usr/include/suitesparse", source, "-o", program,
                "-lklu", "-lamd", "-lcolamd", "-lbtf", "-lsuitesparseconfig", "-lpthread"];
            if (ChildProcess.Output("g++", build) is null)
            {
                Figures.Note("KLU skipped: g++ with SuiteSparse is missing (Debian: apt-get install g++ libsuitesparse-dev).");
                return null;
            }

            string output = ChildProcess.Output(program, [path, "--threads", threads.ToString(CultureInfo.InvariantCulture), "--repeat", Repeats])
                ?? throw new InvalidOperationException($"The program of '{source}' failed on '{path}'; compile it as its header says, and run it to see why.");
            using var document = JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
            return document.RootElement.GetProperty("results").EnumerateArray()
                .Where(result => result.GetProperty("cases").GetString() == "monte-carlo")
                .ToDictionary(result => result.GetProperty("method").GetString()!, result => result.GetProperty("us_per_case").GetDouble());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
