using System.Diagnostics;

namespace R2N2.Training.Tests.Native;

/// <summary>A fresh process that loads TorchSharp, with cache and temporary folder of its own.</summary>
internal sealed record TorchProcess(int ExitCode, IReadOnlyList<string> Lines, string Errors)
{
    public static async Task<TorchProcess> RunAsync(string cache, string temporary, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            Environment = { ["XDG_CACHE_HOME"] = cache, ["TMPDIR"] = temporary },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach([typeof(TorchProcess).Assembly.Location, .. arguments], start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        return new(process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors);
    }

    public string? Find(string start) =>
        Lines.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..];

    public void AssertWorked()
    {
        string told = string.Join('\n', [.. Lines, Errors]);
        Assert.True(ExitCode == 0, told);
        Assert.Equal("42", Find(TorchProbe.Computed));
        Assert.Contains(TorchProbe.NativeError, Lines);
    }
}
