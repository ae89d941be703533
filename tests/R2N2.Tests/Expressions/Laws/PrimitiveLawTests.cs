using R2N2.Tests.Engines;

namespace R2N2.Tests.Expressions.Laws;

/// <summary>Every reader, every primitive, every layout of batch axes, against formulas over doubles.</summary>
public class PrimitiveLawTests
{
    private static readonly Dictionary<string, LawCase> Laws =
        UnaryCases.All.Concat(BinaryCases.All).Concat(StructureCases.All).ToDictionary(law => law.Name);

    public static TheoryData<string, string> EnginesAndLaws()
    {
        TheoryData<string, string> data = [];
        foreach (string engine in AllEngines.Names)
        {
            foreach (string law in Laws.Keys)
            {
                data.Add(engine, law);
            }
        }

        return data;
    }

    [Fact]
    public void Laws_OverAllPrimitives_LeaveNoneOut() =>
        Assert.Empty(Enum.GetValues<Primitive>().Except(Laws.Values.Select(law => law.Primitive)));

    [Fact]
    public void Record_OfEveryLaw_RecordsItsPrimitive() =>
        Assert.All(Laws.Values, law => Assert.Equal(law.Primitive, law.Record().Outputs[0].Primitive));

    [Theory]
    [MemberData(nameof(EnginesAndLaws))]
    public void Evaluate_AnyBatchAxes_MatchesPlainArithmetic(string engine, string law)
    {
        foreach (Layout layout in Layout.All)
        {
            LawTrial trial = new(Laws[law], layout);
            trial.AssertValue(AllEngines.Get(engine).Evaluate(Laws[law].Record(), trial.Values)[0]);
        }
    }

    [Theory]
    [MemberData(nameof(EnginesAndLaws))]
    public void Differentiate_AnyBatchAxes_MatchesTheFormula(string engine, string law)
    {
        foreach (Layout layout in Layout.All)
        {
            LawTrial trial = new(Laws[law], layout);
            foreach (bool[] moving in trial.Movements())
            {
                NDArray?[] along = LawTrial.Only(moving, trial.Along);
                trial.AssertFirst(along, AllEngines.Get(engine).Differentiate(Laws[law].Record(), trial.Values, along)[0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EnginesAndLaws))]
    public void DifferentiateTwice_AnyBatchAxes_MatchesTheFormula(string engine, string law)
    {
        foreach (Layout layout in Layout.All)
        {
            LawTrial trial = new(Laws[law], layout);
            foreach (bool[] moving in trial.Movements())
            {
                NDArray?[] along = LawTrial.Only(moving, trial.Along);
                NDArray result = AllEngines.Get(engine)
                    .DifferentiateTwice(Laws[law].Record(), trial.Values, along, trial.AlongNext)[0];
                trial.AssertSecond(along, trial.AlongNext, result);
            }
        }
    }
}
