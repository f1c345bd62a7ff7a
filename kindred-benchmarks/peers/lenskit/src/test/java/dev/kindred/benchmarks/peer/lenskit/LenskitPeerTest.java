package dev.kindred.benchmarks.peer.lenskit;

import dev.kindred.benchmarks.peer.Peer;
import dev.kindred.benchmarks.peer.RatingPeerContract;

class LenskitPeerTest extends RatingPeerContract {
    @Override
    protected Peer peer(String train, String test) throws Exception {
        return new LenskitPeer(new String[] {train, test, "4", "5"});
    }
}
