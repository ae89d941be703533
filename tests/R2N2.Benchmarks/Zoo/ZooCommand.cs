using System.CommandLine;

namespace R2N2.Benchmarks.Zoo;

/// <summary>The command <c>zoo</c>.</summary>
internal static class ZooCommand
{
    private const string Solution = "R2N2.MLNet.sln";

    /// <summary>Makes it.</summary>
    public static Command Create()
    {
        Option<FileInfo?> json = new("--json") { Description = "Also writes the figures to this file." };
        Option<FileInfo?> readme = new("--readme") { Description = "Also writes the table into this file, between its two comments." };
        Option<string?> only = new("--only") { Description = "Measures this family only." };
        Option<bool> baselines = new("--baselines") { Description = "Fits nothing: measures only the classical methods that an evaluation compares with." };
        Option<DirectoryInfo?> shared = new("--shared") { Description = "Where the folders 'data' (case files) and 'peers' (C++) are; by default in 'shared' beside the repository." };
        Command command = new("zoo", "Families fitted by default, beside classical solvers written by hand: microseconds for an instance.") { json, readme, only, baselines, shared };
        command.SetAction(result =>
        {
            Figures figures = new("zoo");
            string? folder = result.GetValue(shared)?.FullName ?? BesideRepository();
            ZooBenchmark zoo = new(folder, result.GetValue(only));
            IReadOnlyList<ZooResult> results = result.GetValue(baselines) ? zoo.RunBaselines(figures) : zoo.Run(figures);
            figures.Print();
            if (result.GetValue(json) is FileInfo file)
            {
                figures.Write(file.FullName);
            }

            if (result.GetValue(readme) is FileInfo text)
            {
                ZooTable.Write(text.FullName, results);
            }
        });
        return command;
    }

    private static string? BesideRepository()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, Solution)))
        {
            root = root.Parent;
        }

        return root?.Parent is { } parent && Path.Combine(parent.FullName, "shared") is var folder && Directory.Exists(folder) ? folder : null;
    }
}
