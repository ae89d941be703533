using System.Text.Json;

namespace R2N2.Benchmarks;

/// <summary>Runs the usual approach, written in Python, in a child process; skipped where Python or its packages are missing.</summary>
internal static class PeerScript
{
    // Debian's own interpreter first: python3-torch and python3-scipy belong to it, not to one from elsewhere.
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3", "python"];

    /// <summary>Runs a script of the Peers folder.</summary>
    /// <returns>Its figures; null where it was skipped, which a note says.</returns>
    public static PeerResult? Run(string script, params string[] arguments)
    {
        string? python = Interpreters.FirstOrDefault(candidate => ChildProcess.Output(candidate, ["-c", "import numpy, scipy, torch"]) is not null);
        if (python is null)
        {
            Figures.Note($"{script} skipped: it needs Python 3 with numpy, scipy and torch (Debian: python3-torch, python3-scipy).");
            return null;
        }

        string path = Path.Combine(AppContext.BaseDirectory, "Peers", script);
        string output = ChildProcess.Output(python, [path, .. arguments])
            ?? throw new InvalidOperationException($"{script} failed; run '{python} {path}' to see why.");
        string last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        using var document = JsonDocument.Parse(last);
        return new PeerResult(document.RootElement.Clone());
    }
}
