using System.Reflection;

namespace R2N2.MLNet.Tests;

public sealed class AssemblyTests
{
    [Fact]
    public void References_OfWhatOnlySolves_LeadToNoTorchSharp()
    {
        Assert.DoesNotContain(Reached(typeof(R2N2Catalog).Assembly), name => name is "TorchSharp" or "R2N2.Training");

        // Were nothing followed at all, this test could not fail.
        Assert.Contains("TorchSharp", Reached(typeof(TrainingCatalog).Assembly));
    }

    // What lies beside the tests; the rest is the framework's.
    private static HashSet<string> Reached(Assembly assembly)
    {
        HashSet<string> reached = [];
        Queue<Assembly> open = new([assembly]);
        while (open.TryDequeue(out Assembly? next))
        {
            foreach (AssemblyName name in next.GetReferencedAssemblies().Where(name => reached.Add(name.Name!)))
            {
                if (File.Exists(Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll")))
                {
                    open.Enqueue(Assembly.Load(name));
                }
            }
        }

        return reached;
    }
}
