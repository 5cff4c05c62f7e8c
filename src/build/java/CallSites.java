import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The call sites of one class.
final class CallSites {
    /// With constant pools of their own: only then are annotations of places in code written anew.
    private static final ClassFile FILES =
            ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL);

    private static final String LAMBDAS = "Ljava/lang/invoke/LambdaMetafactory;";
    private static final String SWITCHES = "Ljava/lang/runtime/SwitchBootstraps;";

    private final ClassModel compiled;
    private final ClassDesc self;
    private final List<Consumer<ClassBuilder>> methods = new ArrayList<>();
    private int lambdas;

    /// Those of a class.
    CallSites(ClassModel compiled) {
        this.compiled = compiled;
        this.self = compiled.thisClass().asSymbol();
    }

    /// {@return whether a class has any that can be linked}
    static boolean areIn(ClassModel compiled) {
        return compiled.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .anyMatch(each -> each instanceof InvokeDynamicInstruction site && isKnown(site));
    }

    private static boolean isKnown(InvokeDynamicInstruction site) {
        return isLambda(site) || isTypeSwitch(site);
    }

    /// Of its two bootstrap methods, that for ordinary ones.
    private static boolean isLambda(InvokeDynamicInstruction site) {
        return isBootstrap(site, LAMBDAS, "metafactory");
    }

    /// Constants among the labels are rare.
    private static boolean isTypeSwitch(InvokeDynamicInstruction site) {
        return isBootstrap(site, SWITCHES, "typeSwitch")
                && site.bootstrapArgs().stream().allMatch(label -> label instanceof ClassDesc);
    }

    private static boolean isBootstrap(InvokeDynamicInstruction site, String owner, String name) {
        var method = site.bootstrapMethod();
        return method.owner().descriptorString().equals(owner) && method.methodName().equals(name);
    }

    /// Links all of them; once.
    ///
    /// @param made takes the class of each lambda
    /// @return the class file without them
    byte[] link(Consumer<Lambda> made) {
        return FILES.transformClass(
                compiled,
                ClassTransform.transformingMethodBodies(
                                (code, element) -> link(code, element, made))
                        .andThen(
                                ClassTransform.endHandler(
                                        end -> methods.forEach(each -> each.accept(end)))));
    }

    private void link(CodeBuilder code, CodeElement element, Consumer<Lambda> made) {
        switch (element) {
            case InvokeDynamicInstruction site when isLambda(site) -> {
                var lambda = new Lambda(compiled, lambdas++, site);
                made.accept(lambda);
                lambda.create(code);
            }
            case InvokeDynamicInstruction site when isTypeSwitch(site) -> linkSwitch(code, site);
            default -> code.with(element);
        }
    }

    private void linkSwitch(CodeBuilder code, InvokeDynamicInstruction site) {
        var name = "typeSwitch$" + methods.size();
        var type = site.typeSymbol();
        var labels = site.bootstrapArgs();
        methods.add(end -> addSwitch(end, name, type, labels));
        code.invokestatic(self, name, type, compiled.flags().has(AccessFlag.INTERFACE));
    }

    /// A method of the object and the label to begin with, as [java.lang.runtime.SwitchBootstraps]
    /// says: -1 for null, else the first label from there on that the object is an instance of, or
    /// how many labels there are.
    private static void addSwitch(
            ClassBuilder owner, String name, MethodTypeDesc type, List<ConstantDesc> labels) {
        owner.withMethodBody(
                name,
                type,
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                code -> {
                    var present = code.newLabel();
                    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
                    for (int label = 0; label < labels.size(); label++) {
                        var next = code.newLabel();
                        code.iload(1).loadConstant(label).if_icmpgt(next);
                        code.aload(0).instanceOf((ClassDesc) labels.get(label)).ifeq(next);
                        code.loadConstant(label).ireturn().labelBinding(next);
                    }
                    code.loadConstant(labels.size()).ireturn();
                });
    }
}
