// Solves with a trained file in an application of machine code:
//
//     dotnet publish samples/Native -c Release -o native
//     native/Native models/chandrasekhar-h.onnx
using System.Diagnostics;
using System.Globalization;
using R2N2;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string file = args is [string path] ? path : throw new ArgumentException("Give the path of models/chandrasekhar-h.onnx.");
const int instances = 1000;

var clock = Stopwatch.StartNew();
EquationFamily family = R2N2Network.Load(file).Family;
Newton solver = new();
TimeSpan loaded = clock.Elapsed;

SolvedInstance one = solver.Solve(family, Guesses(1, seed: 1))[0];
TimeSpan solved = clock.Elapsed;
Console.WriteLine($"One instance: {one.Status} after {one.Iterations} iterations, residual norm {one.ResidualNorm:0.0E+0}");
Console.WriteLine($"x = {string.Join(' ', one.Solution.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture)))}");

clock.Restart();
SolveResult batch = solver.Solve(family, Guesses(instances, seed: 2));
TimeSpan all = clock.Elapsed;
int converged = batch.Status.ToArray().Count(status => status == SolveStatus.Converged);
Console.WriteLine($"{converged} of {instances} instances: {SolveStatus.Converged}");
Console.WriteLine(
    $"Loaded in {loaded.TotalMilliseconds:F1} ms, the first instance in {(solved - loaded).TotalMilliseconds:F2} ms, the batch in {all.TotalMilliseconds:F2} ms");

// x₀ between 0.4 and 1.6.
InstanceBatch Guesses(int count, int seed)
{
    Random random = new(seed);
    return InstanceBatch.Of(
        count, (InitialGuess.DefaultName, [.. Enumerable.Range(0, count * family.StateSize).Select(_ => 0.4 + (1.2 * random.NextDouble()))]));
}
