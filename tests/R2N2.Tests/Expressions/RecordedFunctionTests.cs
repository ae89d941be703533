using R2N2.Reference;
using R2N2.Tests.Engines;
using static R2N2.Expression;

namespace R2N2.Tests.Expressions;

public class RecordedFunctionTests
{
    private readonly Expression _x = Input("x", Shape.Vector(3));
    private readonly Expression _p = Input("p", Shape.Scalar);

    [Fact]
    public void Constructor_InputNotListed_NamesItAndTheListed()
    {
        string message = Assert.Throws<ArgumentException>(() => new RecordedFunction("f", [_x], [_x * _p])).Message;
        Assert.Contains("'p: scalar'", message, StringComparison.Ordinal);
        Assert.Contains("(x: vector [3])", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_AnInputOfAnotherRecording_IsNotConfusedByItsName() =>
        Assert.Throws<ArgumentException>(() => new RecordedFunction("f", [_x], [_x + Input("x", Shape.Vector(3))]));

    [Fact]
    public void Constructor_ComputedOrRepeatedInput_Refuses()
    {
        Assert.Contains("Negate: vector [3]", Assert.Throws<ArgumentException>(
            () => new RecordedFunction("f", [-_x], [_x])).Message, StringComparison.Ordinal);
        Assert.Contains("distinct", Assert.Throws<ArgumentException>(
            () => new RecordedFunction("f", [_x, _x], [_x])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_AnotherNumberOfValues_NamesTheInputs()
    {
        RecordedFunction f = new("f", [_x, _p], [_x * _p]);
        string message = Assert.Throws<ArgumentException>(() => f.Evaluate(new LoggingReader(), "only one")).Message;
        Assert.Contains("got 1 values; it has 2 inputs: x: vector [3], p: scalar", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_EqualParts_ComputesEachOnce()
    {
        Expression same = Sin(_x + 1) + Cos(_x + 1);
        Expression again = Sin(_x + 1) + Cos(_x + 1);
        Assert.Equal(
            ["Constant 1", "Add(x, #0)", "Sin(#1)", "Cos(#1)", "Add(#2, #3)", "Multiply(#4, #4)"],
            Calls([_x], same * again, same));
    }

    [Fact]
    public void Evaluate_PartsThatOnlyLookAlike_ComputesBoth()
    {
        Assert.Equal(3, Calls([_x], Stack(_x[0], _x[1])).Count);
        Assert.Equal(3, Calls([_x], _x[0..2] + _x[1..3]).Count);
        Assert.Equal(4, Calls([_x], Stack(_x - 1, 1 - _x)).Count);
        Assert.Equal(4, Calls([_x], _x * 0.0, _x * -0.0).Count);
        ExpressionReader recorder = ExpressionReader.Instance;
        Assert.Equal(2, Calls([_p], recorder.Broadcast(_p, Shape.Vector(3)), recorder.Broadcast(_p, Shape.Vector(4))).Count);
        Assert.Equal(2, Calls([], Constant([1, 2], Shape.Matrix(1, 2)), Constant([1, 2], Shape.Matrix(2, 1))).Count);
    }

    [Fact]
    public void Evaluate_EqualNaNConstants_AreOne() => Assert.Single(Calls([], double.NaN, double.NaN));

    [Fact]
    public void Evaluate_WhatNoOutputNeeds_IsNotComputed()
    {
        Expression needed = Sin(_x);
        _ = Cos(needed);
        Assert.Equal(["Sin(x)"], Calls([_x, _p], needed));
    }

    [Fact]
    public void Evaluate_InOrderOfRecording_ComputesOperandsFirst() =>
        Assert.Equal(
            ["Sin(x)", "Exp(#0)", "Add(#0, #1)", "Cos(#2)"],
            Calls([_x], Cos(SumWithOwnExponential(Sin(_x)))));

    [Fact]
    public void Evaluate_OutputsThatAreInputsOrRepeat_GivesThemInOrder()
    {
        Expression sine = Sin(_x);
        RecordedFunction f = new("f", [_x, _p], [_p, sine, _x, sine]);
        Assert.Equal(["p", "#0", "x", "#0"], f.Evaluate(new LoggingReader(), "x", "p"));
    }

    [Fact]
    public void Evaluate_DoublingTenThousandTimes_ComputesTenThousandSums()
    {
        Expression sum = _p;
        for (int i = 0; i < 10_000; i++)
        {
            sum += sum;
        }

        Assert.Equal(10_000, Calls([_p], sum).Count);
    }

    [Fact]
    public void Evaluate_TwoHundredThousandNodesDeep_NeedsNoStack()
    {
        Expression deep = _p;
        for (int i = 0; i < 200_000; i++)
        {
            deep = Sin(deep);
        }

        RecordedFunction f = new("deep", [_p], [deep]);
        double expected = 0.5, slope = 1;
        for (int i = 0; i < 200_000; i++)
        {
            slope *= Math.Cos(expected);
            expected = Math.Sin(expected);
        }

        NDArray[] at = [new NDArray([], [0.5])], along = [new NDArray([], [1])];
        Assert.Equal([expected], PlainEngine.Instance.Evaluate(f, at)[0].Values);
        Assert.Equal(slope, AllEngines.Get("rebuild").Differentiate(f, at, along)[0].Values[0], 1e-9 * slope);
    }

    private static Expression SumWithOwnExponential(Expression value) => value + Exp(value);

    private static List<string> Calls(IReadOnlyList<Expression> inputs, params Expression[] outputs)
    {
        LoggingReader reader = new();
        new RecordedFunction("f", inputs, outputs).Evaluate(reader, [.. inputs.Select(input => input.Name!)]);
        return reader.Calls;
    }
}
