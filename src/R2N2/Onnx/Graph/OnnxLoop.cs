using System.Globalization;
using R2N2.Onnx.Format;

namespace R2N2.Onnx;

/// <summary>Writes something that is done again and again: as a loop, or written out.</summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class OnnxLoop(OnnxBuilder builder)
{
    /// <summary>What the loop is called.</summary>
    public string Scope { get; init; } = "outer";

    /// <summary>Repeats a turn.</summary>
    /// <param name="form">Loop or unrolled.</param>
    /// <param name="turns">The most turns.</param>
    /// <param name="variables">What one turn hands to the next.</param>
    /// <param name="condition">Whether to begin at all: the name of a truth value; null to make all turns.</param>
    /// <param name="turn">
    /// One turn: from the name of its number, counted from 0, and the names of the variables' values, to those of the next
    /// ones and, with a condition, whether to go on. Unrolled, nothing stops, so a turn must leave alone what is done.
    /// </param>
    /// <returns>The names of the variables' last values.</returns>
    public string[] Write(
        IterationForm form,
        int turns,
        OnnxVariable[] variables,
        string? condition,
        Func<string, string[], (string[] Next, string? GoOn)> turn) => form switch
        {
            IterationForm.Loop => Loop(builder.Constants.Integer(turns), variables, condition, [], turn).Last,
            IterationForm.Unrolled => Unroll(turns, variables, turn),
        };

    /// <summary>Repeats a turn in a loop, as often as a value says. The loop belongs to the graph of what it begins with.</summary>
    /// <param name="turns">The name of the number of turns, an integer without axes.</param>
    /// <param name="variables">What one turn hands to the next.</param>
    /// <param name="condition">Whether to begin at all; null to make all turns.</param>
    /// <param name="recorded">Which variables are recorded: their values after each turn, along a new first axis.</param>
    /// <param name="turn">One turn.</param>
    /// <returns>The names of the variables' last values, and of the recorded ones.</returns>
    public (string[] Last, string[] Recorded) Loop(
        string turns,
        OnnxVariable[] variables,
        string? condition,
        int[] recorded,
        Func<string, string[], (string[] Next, string? GoOn)> turn)
    {
        string[] inputs =
        [
            turns,
            condition ?? builder.Constants.Boolean(true),
            .. variables.Select(variable => variable.Start),
        ];
        OnnxGraph home = builder.Home(inputs);
        OnnxGraph body = new(home);
        body.Format.Name = $"{Scope}_turn";
        body.Format.DocString = $"One turn: from {string.Join(", ", variables.Select(variable => variable.Label))} to their next values.";
        builder.Names.Within(Scope, () => WriteBody(body, variables, recorded, turn));
        string[] outputs =
        [
            .. variables.Select(variable => builder.Names.InScope($"{Scope}_last/{variable.Label}")),
            .. recorded.Select(i => builder.Names.InScope($"{Scope}_all/{variables[i].Label}")),
        ];
        string[] results = builder.Add(
            home, "Loop", builder.Names.InScope($"{Scope}_loop"), inputs, outputs, OnnxAttribute.Of("body", body.Format));
        return (results[..variables.Length], results[variables.Length..]);
    }

    private string[] Unroll(int turns, OnnxVariable[] variables, Func<string, string[], (string[] Next, string? GoOn)> turn)
    {
        string[] values = [.. variables.Select(variable => variable.Start)];
        for (int i = 1; i <= turns; i++)
        {
            string[] current = values;
            string number = builder.Constants.Integer(i - 1);
            values = builder.Names.Within(string.Create(CultureInfo.InvariantCulture, $"{Scope}_{i}"), () => turn(number, current).Next);
        }

        return values;
    }

    private string[] WriteBody(
        OnnxGraph body, OnnxVariable[] variables, int[] recorded, Func<string, string[], (string[] Next, string? GoOn)> turn)
    {
        string number = builder.Names.InScope("number");
        string goingOn = builder.Names.InScope("going_on");
        builder.AddInput(body, OnnxModel.Tensor(number, TensorProto.Types.DataType.Int64, BatchAxes.None, Shape.Scalar));
        builder.AddInput(body, OnnxModel.Tensor(goingOn, TensorProto.Types.DataType.Bool, BatchAxes.None, Shape.Scalar));
        string[] values = [.. variables.Select(variable => builder.Names.InScope(variable.Label))];
        for (int i = 0; i < values.Length; i++)
        {
            builder.AddInput(body, variables[i].Declare(values[i]));
        }

        (string[] next, string? goOn) = turn(number, values);
        string proceed = builder.Own(body, goOn ?? goingOn, "go_on");
        body.Format.Output.Add(OnnxModel.Tensor(proceed, TensorProto.Types.DataType.Bool, BatchAxes.None, Shape.Scalar));
        for (int i = 0; i < next.Length; i++)
        {
            body.Format.Output.Add(variables[i].Declare(builder.Own(body, next[i], $"next_{variables[i].Label}")));
        }

        foreach (int i in recorded)
        {
            body.Format.Output.Add(variables[i].Declare(builder.Own(body, next[i], $"recorded_{variables[i].Label}")));
        }

        return next;
    }
}
