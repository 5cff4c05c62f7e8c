package pounce.api;

import pounce.api.event.LifecycleEvent;

/// Known by its identity: whoever has only this one to tell makes no events.
enum NoopCollector implements LifecycleCollector {
    INSTANCE;

    @Override
    public void record(LifecycleEvent event) {}

    @Override
    public boolean isWatching() {
        return false;
    }
}
