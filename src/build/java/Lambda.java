import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// The class of a lambda or method reference: it implements the one method of an interface by a
/// call of another method, in front of whose arguments it puts what was captured.
///
/// One without captures has one instance, as with the JVM.
final class Lambda {
    /// In the name of each.
    static final String MARK = "$$Lambda$";

    private static final String INSTANCE = "INSTANCE";
    private static final String FACTORY = "of";

    private final ClassDesc name;
    private final ClassModel owner;

    /// From what is captured to the interface.
    private final MethodTypeDesc factory;

    private final String method;

    /// The type of the interface's method, erased.
    private final MethodTypeDesc declared;

    /// The same with what its type parameters stand for here.
    private final MethodTypeDesc meant;

    private final DirectMethodHandleDesc called;

    /// That of a call site.
    ///
    /// @param owner has the call site
    /// @param number of the lambda in its owner
    Lambda(ClassModel owner, int number, InvokeDynamicInstruction site) {
        this.name = ClassDesc.ofInternalName(owner.thisClass().asInternalName() + MARK + number);
        this.owner = owner;
        this.factory = site.typeSymbol();
        this.method = site.name().stringValue();
        this.declared = (MethodTypeDesc) site.bootstrapArgs().get(0);
        this.called = (DirectMethodHandleDesc) site.bootstrapArgs().get(1);
        this.meant = (MethodTypeDesc) site.bootstrapArgs().get(2);
    }

    ClassDesc name() {
        return name;
    }

    /// Puts an instance in the place of what is captured, on the stack.
    void create(CodeBuilder code) {
        if (captures().isEmpty()) {
            code.getstatic(name, INSTANCE, factory.returnType());
        } else {
            code.invokestatic(name, FACTORY, factory);
        }
    }

    /// {@return the class file}
    byte[] octets() {
        return ClassFile.of().build(name, this::build);
    }

    private void build(ClassBuilder made) {
        made.withVersion(owner.majorVersion(), 0)
                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                .withInterfaceSymbols(factory.returnType())
                .with(NestHostAttribute.of(nestHost()));
        for (int i = 0; i < captures().size(); i++) {
            made.withField(
                    field(i), captures().get(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
        }
        made.withMethodBody(INIT_NAME, constructor(), ClassFile.ACC_PRIVATE, this::construct);
        if (captures().isEmpty()) {
            made.withField(
                    INSTANCE, factory.returnType(), ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
            made.withMethodBody(
                    CLASS_INIT_NAME,
                    MTD_void,
                    ClassFile.ACC_STATIC,
                    code ->
                            code.new_(name)
                                    .dup()
                                    .invokespecial(name, INIT_NAME, MTD_void)
                                    .putstatic(name, INSTANCE, factory.returnType())
                                    .return_());
        } else {
            made.withMethodBody(FACTORY, factory, ClassFile.ACC_STATIC, this::make);
        }
        made.withMethodBody(method, declared, ClassFile.ACC_PUBLIC, this::call);
    }

    /// {@return the host of the owner's nest: whoever is in it may call its private methods}
    private ClassDesc nestHost() {
        return owner.findAttribute(Attributes.nestHost())
                .map(NestHostAttribute::nestHost)
                .orElse(owner.thisClass())
                .asSymbol();
    }

    private List<ClassDesc> captures() {
        return factory.parameterList();
    }

    private static String field(int capture) {
        return "captured" + capture;
    }

    private MethodTypeDesc constructor() {
        return factory.changeReturnType(CD_void);
    }

    private void construct(CodeBuilder code) {
        code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void);
        for (int i = 0; i < captures().size(); i++) {
            var type = captures().get(i);
            code.aload(0)
                    .loadLocal(TypeKind.from(type), code.parameterSlot(i))
                    .putfield(name, field(i), type);
        }
        code.return_();
    }

    private void make(CodeBuilder code) {
        code.new_(name).dup();
        for (int i = 0; i < captures().size(); i++) {
            code.loadLocal(TypeKind.from(captures().get(i)), code.parameterSlot(i));
        }
        code.invokespecial(name, INIT_NAME, constructor()).areturn();
    }

    private void call(CodeBuilder code) {
        var type = MethodTypeDesc.ofDescriptor(called.lookupDescriptor());
        var wanted = parametersOf(type);
        boolean constructs = called.kind() == Kind.CONSTRUCTOR;
        if (constructs) {
            code.new_(called.owner()).dup();
        }
        int captured = captures().size();
        for (int i = 0; i < captured; i++) {
            var capture = captures().get(i);
            code.aload(0).getfield(name, field(i), capture);
            Conversion.of(code, capture, capture, wanted.get(i));
        }
        for (int i = 0; i < declared.parameterCount(); i++) {
            var parameter = declared.parameterType(i);
            code.loadLocal(TypeKind.from(parameter), code.parameterSlot(i));
            Conversion.of(code, parameter, meant.parameterType(i), wanted.get(captured + i));
        }
        invoke(code, type);
        leave(code, constructs ? called.owner() : type.returnType());
    }

    /// {@return what the method takes, the object that it is called on included}
    private List<ClassDesc> parametersOf(MethodTypeDesc type) {
        var all = new ArrayList<ClassDesc>();
        switch (called.kind()) {
            case STATIC, INTERFACE_STATIC, CONSTRUCTOR -> {}
            default -> all.add(called.owner());
        }
        all.addAll(type.parameterList());
        return all;
    }

    /// In one nest, private methods are called like others.
    private void invoke(CodeBuilder code, MethodTypeDesc type) {
        var owner = called.owner();
        boolean ofInterface = called.isOwnerInterface();
        switch (called.kind()) {
            case STATIC, INTERFACE_STATIC ->
                    code.invokestatic(owner, called.methodName(), type, ofInterface);
            case CONSTRUCTOR -> code.invokespecial(owner, INIT_NAME, type);
            default -> {
                if (ofInterface) {
                    code.invokeinterface(owner, called.methodName(), type);
                } else {
                    code.invokevirtual(owner, called.methodName(), type);
                }
            }
        }
    }

    private void leave(CodeBuilder code, ClassDesc result) {
        var wanted = declared.returnType();
        if (!wanted.equals(CD_void)) {
            Conversion.of(code, result, result, wanted);
        } else if (TypeKind.from(result).slotSize() == 2) {
            code.pop2();
        } else if (!result.equals(CD_void)) {
            code.pop();
        }
        code.return_(TypeKind.from(wanted));
    }
}
