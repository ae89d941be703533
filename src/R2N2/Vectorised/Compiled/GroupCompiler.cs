using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace R2N2.Vectorised;

/// <summary>Compiles the loop of a group: every number is loaded once, every result that is needed outside is stored once.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class GroupCompiler<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PlanStep _group;
    private readonly bool _isSingle;
    private readonly bool _inRows;
    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly LocalBuilder _i;
    private readonly Dictionary<object, LocalBuilder> _places = [];
    private readonly Dictionary<object, LocalBuilder> _vectors = [];

    /// <summary>Prepares a method.</summary>
    /// <param name="group">The group.</param>
    /// <param name="isSingle">Whether there is one lane.</param>
    [RequiresDynamicCode("Kernels are compiled at run time.")]
    public GroupCompiler(PlanStep group, bool isSingle)
    {
        _group = group;
        _isSingle = isSingle;
        _inRows = !isSingle && group.Target.Size > 1 && group.Operands.Any(operand => IsElementOfAll(operand) || operand.IsRepeated);
        Type[] parameters = [typeof(T).MakeByRefType(), typeof(int).MakeByRefType(), typeof(int), typeof(nuint)];
        _method = new DynamicMethod("Group", typeof(void), parameters, typeof(GroupCompiler<T>).Module, skipVisibility: true) { InitLocals = false };
        _il = _method.GetILGenerator();
        _i = _il.DeclareLocal(typeof(nuint));
    }

    /// <summary>The compiled loop.</summary>
    public GroupKernel<T> Compile()
    {
        FindPlaces();
        foreach (PlanValue operand in _group.Operands.Where(IsSameEverywhere))
        {
            LoadOnce(operand);
        }

        if (_inRows)
        {
            Rows();
        }
        else
        {
            Row();
        }

        _il.Emit(OpCodes.Ret);
        return _method.CreateDelegate<GroupKernel<T>>();
    }

    // A number for all elements of all lanes.
    private bool IsSameEverywhere(PlanValue operand) => operand.IsNumber || (_isSingle && operand.IsRepeated);

    // A number for each element that all lanes share.
    private static bool IsElementOfAll(PlanValue operand) => operand.Constant is { Length: > 1 };

    private void FindPlaces()
    {
        PlanValue[] values = [.. _group.Operands, .. _group.Targets];
        for (int k = 0; k < values.Length; k++)
        {
            LocalBuilder place = _il.DeclareLocal(typeof(T).MakeByRefType());
            _places.Add(PlanGrouping.Identity(values[k]), place);
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Ldc_I4, k * sizeof(int));
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Ldind_I4);
            _il.Emit(OpCodes.Conv_I);
            AddElements(place);
        }
    }

    // place = (the reference below) + (the number on the stack) elements.
    private void AddElements(LocalBuilder place)
    {
        _il.Emit(OpCodes.Sizeof, typeof(T));
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, place);
    }

    private void Rows()
    {
        LocalBuilder row = _il.DeclareLocal(typeof(int));
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Stloc, row);
        Label next = _il.DefineLabel();
        _il.MarkLabel(next);
        foreach (PlanValue operand in _group.Operands.Where(IsElementOfAll))
        {
            LoadOnce(operand);
        }

        Row();
        foreach (PlanValue value in _group.Operands.Concat(_group.Targets).Where(value => !value.IsNumber && !value.IsRepeated))
        {
            LocalBuilder place = _places[PlanGrouping.Identity(value)];
            _il.Emit(OpCodes.Ldloc, place);
            _il.Emit(IsElementOfAll(value) ? OpCodes.Ldc_I4_1 : OpCodes.Ldarg_3);
            _il.Emit(OpCodes.Conv_I);
            AddElements(place);
        }

        _il.Emit(OpCodes.Ldloc, row);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Stloc, row);
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Blt, next);
    }

    // Vectors, and where not all results have room behind them, number by number what is left over.
    private void Row()
    {
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Stloc, _i);
        bool hasVectors = !_isSingle || _group.Target.Size > 1;
        if (hasVectors)
        {
            Loop(Vector512<T>.Count, GroupOperations<T>.LoadEach, GroupOperations<T>.Store);
        }

        if (_isSingle && (!hasVectors || Array.Exists(_group.Targets, target => target.Whole is not null)))
        {
            Loop(1, GroupOperations<T>.LoadNumber, GroupOperations<T>.StoreNumber);
        }
    }

    // for (; i + step <= width; i += step) { … }
    private void Loop(int step, MethodInfo load, MethodInfo store)
    {
        Label body = _il.DefineLabel();
        Label test = _il.DefineLabel();
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        Body(load, store);
        PushNext(step);
        _il.Emit(OpCodes.Stloc, _i);
        _il.MarkLabel(test);
        PushNext(step);
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Ble_Un, body);
    }

    private void PushNext(int step)
    {
        _il.Emit(OpCodes.Ldloc, _i);
        _il.Emit(OpCodes.Ldc_I4, step);
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Add);
    }

    private void Body(MethodInfo load, MethodInfo store)
    {
        Dictionary<object, LocalBuilder> vectors = new(_vectors);
        foreach (PlanStep member in _group.Members)
        {
            foreach (PlanValue operand in member.Operands)
            {
                if (!vectors.ContainsKey(PlanGrouping.Identity(operand)))
                {
                    vectors.Add(PlanGrouping.Identity(operand), Load(operand, load));
                }
            }

            Compute(member, operand => _il.Emit(OpCodes.Ldloc, vectors[PlanGrouping.Identity(operand)]));
            LocalBuilder result = _il.DeclareLocal(typeof(Vector512<T>));
            _il.Emit(OpCodes.Stloc, result);
            vectors.Add(PlanGrouping.Identity(member.Target), result);
            if (_places.TryGetValue(PlanGrouping.Identity(member.Target), out LocalBuilder? place))
            {
                _il.Emit(OpCodes.Ldloc, result);
                _il.Emit(OpCodes.Ldloc, place);
                _il.Emit(OpCodes.Ldloc, _i);
                _il.Emit(OpCodes.Call, store);
            }
        }
    }

    private void LoadOnce(PlanValue operand) => _vectors.Add(PlanGrouping.Identity(operand), Load(operand, GroupOperations<T>.LoadSame));

    private LocalBuilder Load(PlanValue operand, MethodInfo load)
    {
        LocalBuilder vector = _il.DeclareLocal(typeof(Vector512<T>));
        _il.Emit(OpCodes.Ldloc, _places[PlanGrouping.Identity(operand)]);
        _il.Emit(OpCodes.Ldloc, _i);
        _il.Emit(OpCodes.Call, load);
        _il.Emit(OpCodes.Stloc, vector);
        return vector;
    }

    private void Compute(PlanStep step, Action<PlanValue> push)
    {
        switch (step.Operation)
        {
            case Operation.Combination: Combine(step.Operands, push); break;
            case Operation.Composition: Compose(step, push); break;
            default:
                Array.ForEach(step.Operands, push);
                _il.Emit(OpCodes.Call, GroupOperations<T>.Of(step.Operation));
                break;
        }
    }

    private void Combine(PlanValue[] operands, Action<PlanValue> push)
    {
        bool isAdded = operands.Length % 2 == 1;
        if (isAdded)
        {
            push(operands[^1]);
        }

        push(operands[0]);
        push(operands[1]);
        _il.Emit(OpCodes.Call, GroupOperations<T>.Of(Operation.Multiply));
        LocalBuilder sum = _il.DeclareLocal(typeof(Vector512<T>));
        for (int k = 2; k + 1 < operands.Length; k += 2)
        {
            _il.Emit(OpCodes.Stloc, sum);
            push(operands[k]);
            push(operands[k + 1]);
            _il.Emit(OpCodes.Ldloc, sum);
            _il.Emit(OpCodes.Call, GroupOperations<T>.Of(Operation.MultiplyAdd));
        }

        if (isAdded)
        {
            _il.Emit(OpCodes.Call, GroupOperations<T>.Of(Operation.Add));
        }
    }

    private void Compose(PlanStep step, Action<PlanValue> push)
    {
        (Operation first, Operation second, bool isRight) = step.Parts;

        // Sums and products are the same either way.
        bool isReversed = isRight && second is (Operation.Subtract or Operation.Divide);
        if (isReversed)
        {
            push(step.Operands[2]);
        }

        push(step.Operands[0]);
        push(step.Operands[1]);
        _il.Emit(OpCodes.Call, GroupOperations<T>.Of(first));
        if (!isReversed)
        {
            push(step.Operands[2]);
        }

        _il.Emit(OpCodes.Call, GroupOperations<T>.Of(second));
    }
}
