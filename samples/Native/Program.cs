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
using var solver = Solver.Load(file);
int unknowns = solver.Description.StateSize;
TimeSpan loaded = clock.Elapsed;

var x = new double[unknowns];
InstanceOutcome outcome = solver.Solve(Guesses(1, seed: 1), x);
TimeSpan first = clock.Elapsed;
Console.WriteLine($"One instance: {outcome.Status} after {outcome.Iterations} iterations, residual norm {outcome.ResidualNorm:0.0E+0}");
Console.WriteLine($"x = {string.Join(' ', x)}");

clock.Restart();
SolveResult batch = solver.Solve(InstanceBatch.Of(instances, (InitialGuess.DefaultName, Guesses(instances, seed: 2))));
TimeSpan all = clock.Elapsed;
int converged = batch.Status.ToArray().Count(status => status == SolveStatus.Converged);
Console.WriteLine($"{converged} of {instances} instances: {SolveStatus.Converged}");
Console.WriteLine(
    $"Loaded in {loaded.TotalMilliseconds:F1} ms, the first instance in {(first - loaded).TotalMilliseconds:F2} ms, the batch in {all.TotalMilliseconds:F2} ms");

// x₀ between 0.4 and 1.6.
double[] Guesses(int count, int seed)
{
    Random random = new(seed);
    return [.. Enumerable.Range(0, count * unknowns).Select(_ => 0.4 + (1.2 * random.NextDouble()))];
}
