package pounce.api;

import java.util.List;
import java.util.function.Predicate;

/// The rule that another holds for each item of a list.
record Each<T>(Predicate<? super T> rule) implements Predicate<List<T>> {
    @Override
    public boolean test(List<T> items) {
        for (var item : items) {
            if (!rule.test(item)) return false;
        }
        return true;
    }
}
