import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Byte;
import static java.lang.constant.ConstantDescs.CD_Character;
import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_Number;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Short;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_char;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.stream.Collectors;

/// The conversions of arguments and results between a functional interface and the method behind it
/// (JLS, section 15.13.2): widening, boxing, and casts where generics have hidden a type. The JVM
/// does the same, to the cast that fails.
final class Conversion {
    private static final Map<ClassDesc, ClassDesc> BOXES =
            Map.of(
                    CD_boolean, CD_Boolean,
                    CD_byte, CD_Byte,
                    CD_char, CD_Character,
                    CD_short, CD_Short,
                    CD_int, CD_Integer,
                    CD_long, CD_Long,
                    CD_float, CD_Float,
                    CD_double, CD_Double);

    private static final Map<ClassDesc, ClassDesc> PRIMITIVES =
            BOXES.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private Conversion() {}

    /// Converts what is on top of the stack.
    ///
    /// @param from its type there
    /// @param meant what the source says that it is; a box tells what to unbox
    /// @param to what is wanted
    static void of(CodeBuilder code, ClassDesc from, ClassDesc meant, ClassDesc to) {
        if (from.isPrimitive()) {
            if (to.isPrimitive()) {
                code.conversion(TypeKind.from(from), TypeKind.from(to));
            } else {
                box(code, from);
            }
        } else if (to.isPrimitive()) {
            unbox(code, from, meant, to);
        } else {
            cast(code, from, meant);
            cast(code, meant, to);
        }
    }

    private static void box(CodeBuilder code, ClassDesc primitive) {
        var box = BOXES.get(primitive);
        code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, primitive));
    }

    /// Of a number that was hidden, nobody knows the box: it may have to be widened.
    private static void unbox(CodeBuilder code, ClassDesc from, ClassDesc meant, ClassDesc to) {
        var known = PRIMITIVES.get(meant);
        if (known != null) {
            unbox(code, from, meant, known, to);
        } else if (to.equals(CD_boolean) || to.equals(CD_char)) {
            unbox(code, from, BOXES.get(to), to, to);
        } else {
            unbox(code, from, CD_Number, to, to);
        }
    }

    private static void unbox(
            CodeBuilder code, ClassDesc from, ClassDesc box, ClassDesc primitive, ClassDesc to) {
        cast(code, from, box);
        code.invokevirtual(box, primitive.displayName() + "Value", MethodTypeDesc.of(primitive));
        code.conversion(TypeKind.from(primitive), TypeKind.from(to));
    }

    private static void cast(CodeBuilder code, ClassDesc from, ClassDesc to) {
        if (!to.equals(from) && !to.equals(CD_Object)) {
            code.checkcast(to);
        }
    }
}
