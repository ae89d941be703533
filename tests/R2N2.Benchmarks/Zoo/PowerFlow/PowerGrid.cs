using System.Globalization;

namespace R2N2.Benchmarks.Zoo;

/// <summary>
/// A grid in steady state, read from a case file of MATPOWER's format, version 2. Buses are ordered: those of given power first, then those of given
/// voltage, the slack bus last. Powers and admittances are per unit; limits are not enforced.
/// </summary>
internal sealed class PowerGrid
{
    private const int SlackType = 3;
    private const int PowerType = 1;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    public PowerGrid(string path)
    {
        string text = File.ReadAllText(path);
        double[][] buses = Matrix(text, "bus"), generators = Matrix(text, "gen"), branches = Matrix(text, "branch");
        double power = Scalar(text, "baseMVA");
        FileOrder = [.. Enumerable.Range(0, buses.Length).OrderBy(i => buses[i][1])];
        Count = buses.Length;
        PowerCount = buses.Count(bus => bus[1] == PowerType);
        if (buses[FileOrder[^1]][1] != SlackType || buses[FileOrder[^2]][1] == SlackType)
        {
            throw new InvalidDataException($"'{path}' has {buses.Count(bus => bus[1] == SlackType)} slack buses; 1 is expected.");
        }

        Dictionary<int, int> place = Enumerable.Range(0, Count).ToDictionary(i => (int)buses[FileOrder[i]][0]);
        double[] Column(int column, double scale) => [.. FileOrder.Select(i => buses[i][column] / scale)];
        (LoadP, LoadQ, Voltage) = (Column(2, power), Column(3, power), Column(7, 1));
        (ConductanceAt, SusceptanceAt) = (Column(4, power), Column(5, power));
        GeneratedP = new double[Count];
        foreach (double[] generator in generators.Where(generator => generator[7] > 0))
        {
            int bus = place[(int)generator[0]];
            GeneratedP[bus] += generator[1] / power;
            Voltage[bus] = generator[5];
        }

        Lines = Add([.. branches.Where(branch => branch[10] > 0)], place);
    }

    /// <summary>The number of buses.</summary>
    public int Count { get; }

    /// <summary>The number of buses of given power.</summary>
    public int PowerCount { get; }

    /// <summary>Where each bus stands in the file.</summary>
    public int[] FileOrder { get; }

    /// <summary>The active power of each bus' load.</summary>
    public double[] LoadP { get; }

    /// <summary>The reactive power of each bus' load.</summary>
    public double[] LoadQ { get; }

    /// <summary>The active power that is fed in at each bus.</summary>
    public double[] GeneratedP { get; }

    /// <summary>The voltage of each bus, where it is given.</summary>
    public double[] Voltage { get; }

    /// <summary>The real parts of the admittance matrix' diagonal.</summary>
    public double[] ConductanceAt { get; }

    /// <summary>The imaginary parts of the admittance matrix' diagonal.</summary>
    public double[] SusceptanceAt { get; }

    /// <summary>The elements of the admittance matrix beside the diagonal, by rows.</summary>
    public (int Row, int Column, double G, double B)[] Lines { get; }

    private (int Row, int Column, double G, double B)[] Add(double[][] branches, Dictionary<int, int> place)
    {
        List<(int Row, int Column, double G, double B)> lines = [];
        foreach (double[] branch in branches)
        {
            int from = place[(int)branch[0]], to = place[(int)branch[1]];
            double square = (branch[2] * branch[2]) + (branch[3] * branch[3]);
            double g = branch[2] / square, b = -branch[3] / square, charging = branch[4] / 2;
            double tap = branch[8] == 0 ? 1 : branch[8];
            (double sin, double cos) = Math.SinCos(branch[9] * Math.PI / 180);
            ConductanceAt[from] += g / (tap * tap);
            SusceptanceAt[from] += (b + charging) / (tap * tap);
            ConductanceAt[to] += g;
            SusceptanceAt[to] += b + charging;
            lines.Add((from, to, -((g * cos) - (b * sin)) / tap, -((b * cos) + (g * sin)) / tap));
            lines.Add((to, from, -((g * cos) + (b * sin)) / tap, -((b * cos) - (g * sin)) / tap));
        }

        return
        [
            .. lines.GroupBy(line => (line.Row, line.Column))
                .Select(group => (group.Key.Row, group.Key.Column, group.Sum(line => line.G), group.Sum(line => line.B)))
                .OrderBy(line => (line.Row, line.Column)),
        ];
    }

    private static double Scalar(string text, string name)
    {
        string rest = text[(text.IndexOf($"mpc.{name}", StringComparison.Ordinal) + name.Length + 4)..];
        return double.Parse(rest[(rest.IndexOf('=') + 1)..rest.IndexOf(';')], CultureInfo.InvariantCulture);
    }

    private static double[][] Matrix(string text, string name)
    {
        string head = $"mpc.{name} = [";
        int start = text.IndexOf(head, StringComparison.Ordinal);
        if (start < 0)
        {
            throw new InvalidDataException($"The case file has no '{head}'; MATPOWER's case format, version 2, is expected.");
        }

        string body = text[(start + head.Length)..];
        return
        [
            .. body[..body.IndexOf("];", StringComparison.Ordinal)].Split('\n')
                .Select(line => line.Split('%')[0].Split(';')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(numbers => numbers.Length > 0)
                .Select(numbers => Array.ConvertAll(numbers, number => double.Parse(number, CultureInfo.InvariantCulture))),
        ];
    }
}
