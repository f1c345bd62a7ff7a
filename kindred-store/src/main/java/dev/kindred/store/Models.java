package dev.kindred.store;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Versions of models; the files lie beside the store, named by their SHA-256. */
public interface Models {
    /**
     * Copies a model file into the registry: once this returns, it is there whole. It is not active
     * yet.
     */
    ModelRecord add(Path file, String algorithm, String metrics, String info);

    @Nullable ModelRecord get(long version);

    @Nullable ModelRecord active();

    /** Newest first. */
    List<ModelRecord> list();

    /**
     * The file of a version, after its length and checksum were compared.
     *
     * @throws StoreException DAMAGED if it is missing or altered, NOT_FOUND if there is no such
     *     version
     */
    Path file(long version);

    /** Makes a version the active one; its file is checked first. */
    ModelRecord activate(long version);

    /**
     * Goes back to the newest version below the active one that was active before.
     *
     * @throws StoreException CONFLICT if there is none
     */
    ModelRecord rollBack();

    /**
     * Removes a version, and its file if no other has the same.
     *
     * @throws StoreException CONFLICT if it is the active one
     */
    boolean delete(long version);
}
