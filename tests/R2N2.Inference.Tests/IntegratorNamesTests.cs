using R2N2.Inference.Tests.Engines;
using R2N2.Reference;

namespace R2N2.Inference.Tests;

/// <summary>Exported integrators under other names: the file uses those, whoever calls the integrator the family's.</summary>
public abstract class IntegratorNamesTests(TestedEngine engine)
{
    private static readonly R2N2Integrator _integrator = new(ReferenceIntegrations.VanDerPol, ButcherTableau.BogackiShampine);

    private static readonly InstanceBatch _instances = InstanceBatch.Of(
        2, ("State", [1, 2, -1, 0.5]), ("StepSize", [0.1, 0.05]), ("a", [1.4, 1.6]), ("EndTime", [1, 2]));

    [Theory]
    [InlineData(IntegratorForm.Step, "y end")]
    [InlineData(IntegratorForm.Rollout, "way")]
    [InlineData(IntegratorForm.Adaptive, "y end")]
    public void Export_UnderOtherNames_GivesTheSameNumbersAndTheSameIntegratorBack(IntegratorForm form, string expectedOutput)
    {
        IntegratorExportOptions plain = new() { Form = form };
        IntegratorExportOptions options = plain with { InputNames = InputNames(form), OutputNames = OutputNames(form) };
        byte[] model = _integrator.ToOnnx(options);
        using var exported = engine.LoadIntegrator(model);
        using var usual = engine.LoadIntegrator(_integrator.ToOnnx(plain));

        Assert.Equal(Solve(usual, form), Solve(exported, form));
        Assert.Equal(usual.Description.Inputs, exported.Description.Inputs);
        Assert.Equal(options, ModelDescription.Read(model).Options);
        Assert.Equal(model, R2N2Integrator.Load(model).ToOnnx(options));
        using Microsoft.ML.OnnxRuntime.InferenceSession session = new(model);
        Assert.Equal(InputNames(form).Values.Order(), session.InputNames.Intersect(InputNames(form).Values).Order());
        Assert.Contains(expectedOutput, session.OutputNames);
    }

    [Fact]
    public void Export_NamesOfWhatTheFileDoesNotHave_AreRefused()
    {
        Assert.Contains("'Steps'", Refused(new() { InputNames = new Dictionary<string, string> { ["Steps"] = "k" } }), StringComparison.Ordinal);
        Assert.Contains("'Trajectory'", Refused(new() { OutputNames = new Dictionary<string, string> { ["Trajectory"] = "way" } }), StringComparison.Ordinal);
        Assert.Contains("'a'", Refused(new() { InputNames = new Dictionary<string, string> { ["State"] = "a" } }), StringComparison.Ordinal);
    }

    private static string Refused(IntegratorExportOptions options) =>
        Assert.Throws<ArgumentException>(() => _integrator.ToOnnx(options)).Message;

    private static Dictionary<string, string> InputNames(IntegratorForm form)
    {
        Dictionary<string, string> names = new() { ["State"] = "y", ["a"] = "State" };
        if (form == IntegratorForm.Rollout)
        {
            names["Steps"] = "how many";
        }
        else if (form == IntegratorForm.Adaptive)
        {
            names["EndTime"] = "Steps";
        }

        return names;
    }

    private static Dictionary<string, string> OutputNames(IntegratorForm form) =>
        form == IntegratorForm.Rollout ? new() { ["Trajectory"] = "way" } : new() { ["NextState"] = "y end" };

    private static double[] Solve(IIntegrator integrator, IntegratorForm form) => form switch
    {
        IntegratorForm.Step => [.. integrator.Step(_instances).NextState.ToArray(), .. integrator.Step(_instances).ErrorEstimate.ToArray()],
        IntegratorForm.Rollout => integrator.Rollout(_instances, 7).Trajectory.ToArray(),
        IntegratorForm.Adaptive => integrator.Integrate(_instances).State.ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    public sealed class OverOnnxRuntime() : IntegratorNamesTests(TestedEngine.OnnxRuntime);

    public sealed class OverLanes() : IntegratorNamesTests(TestedEngine.Vectorised);
}
