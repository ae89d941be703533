// Makes samples/Quickstart/data/chandrasekhar.csv: 1,000 initial guesses of 10 unknowns, each N(1, 0.2), 0.2 the variance.
//
//     dotnet run --project samples/MakeData -- samples/Quickstart/data/chandrasekhar.csv
using System.Globalization;

const int instances = 1000;
const int unknowns = 10;
string path = args.Length == 1 ? args[0] : throw new ArgumentException("Give the path of the CSV file to write.");

Random random = new(20240202);
double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

using StreamWriter file = new(path) { NewLine = "\n" };
file.WriteLine(string.Join(',', Enumerable.Range(1, unknowns).Select(i => $"x{i}")));
for (int row = 0; row < instances; row++)
{
    IEnumerable<double> guess = Enumerable.Range(0, unknowns).Select(_ => 1 + (Math.Sqrt(0.2) * Normal()));
    file.WriteLine(string.Join(',', guess.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
}
